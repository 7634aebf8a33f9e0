package io.deviceregistration.core.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class KeyGeneratorTest {

    private static final int MANY = 2000;

    private final KeyGenerator generator = new KeyGenerator(new SecureRandom());

    @Test
    void makes_ids_that_are_random_uuids() {
        long everyBit = 0;
        long noBit = -1;
        Set<UUID> ids = new HashSet<>();
        for (int count = 0; count < MANY; count++) {
            UUID id = generator.generate(KeyKind.DEVICE).id();
            assertThat(id.version()).isEqualTo(4);
            assertThat(id.variant()).isEqualTo(2);
            everyBit |= id.getMostSignificantBits() ^ id.getLeastSignificantBits();
            noBit &= id.getMostSignificantBits() ^ id.getLeastSignificantBits();
            ids.add(id);
        }
        assertThat(ids).hasSize(MANY);
        assertThat(everyBit).isEqualTo(-1);
        assertThat(noBit).isZero();
    }

    @Test
    void makes_secrets_in_which_each_of_256_bits_varies() {
        byte[] everyBit = new byte[32];
        Set<String> secrets = new HashSet<>();
        for (int count = 0; count < MANY; count++) {
            String secret = generator.generate(KeyKind.PROVISIONING).reveal().substring(30, 82);
            secrets.add(secret);
            byte[] bytes = Base32.decode(secret).orElseThrow();
            assertThat(bytes).hasSize(32);
            for (int i = 0; i < bytes.length; i++) {
                everyBit[i] |= bytes[i];
            }
        }
        assertThat(secrets).hasSize(MANY);
        assertThat(everyBit).containsOnly(0xff);
    }

    @Test
    void makes_a_new_secret_for_an_id_each_time() {
        UUID id = UUID.fromString("00010203-0405-4607-8809-0a0b0c0d0e0f");

        PlainKey first = generator.generate(KeyKind.DEVICE, id);
        PlainKey second = generator.generate(KeyKind.DEVICE, id);

        assertThat(first.id()).isEqualTo(id);
        assertThat(second.id()).isEqualTo(id);
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void makes_keys_of_the_kind_that_is_asked_for() {
        for (KeyKind kind : KeyKind.values()) {
            assertThat(generator.generate(kind).kind()).isEqualTo(kind);
            assertThat(generator.generate(kind).reveal()).startsWith(kind.prefix() + "_");
        }
    }
}
