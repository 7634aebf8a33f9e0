package io.deviceregistration.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.fault.StorageUnavailableException;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class KeyVerifierTest {

    private static final StoredHash OLD = StoredHash.of("$s$old");
    private static final StoredHash NEW = StoredHash.of("$s$new");

    private final PlainKey key = new KeyGenerator(new SecureRandom()).generate(KeyKind.DEVICE);
    private final List<StoredHash> renewed = new ArrayList<>();

    @Test
    void accepts_a_key_that_matches_and_leaves_its_hash() {
        assertThat(verifier(HashCheck.MATCH).verify(key, OLD, renewed::add)).isTrue();
        assertThat(renewed).isEmpty();
    }

    @Test
    void refuses_a_key_that_does_not_match_and_leaves_the_hash() {
        assertThat(verifier(HashCheck.MISMATCH).verify(key, OLD, renewed::add)).isFalse();
        assertThat(renewed).isEmpty();
    }

    @Test
    void renews_a_hash_that_is_outdated() {
        assertThat(verifier(HashCheck.MATCH_OUTDATED).verify(key, OLD, renewed::add))
                .isTrue();
        assertThat(renewed).containsExactly(NEW);
    }

    @Test
    void accepts_a_key_whose_new_hash_can_not_be_stored() {
        KeyVerifier verifier = verifier(HashCheck.MATCH_OUTDATED);

        assertThat(verifier.verify(key, OLD, replacement -> {
                    throw new StorageUnavailableException("down", new IOException());
                }))
                .isTrue();
    }

    @Test
    void accepts_a_key_whose_new_hash_can_not_be_computed() {
        KeyVerifier verifier = new KeyVerifier(hasher(HashCheck.MATCH_OUTDATED, () -> {
            throw new HashingOverloadedException("busy");
        }));

        assertThat(verifier.verify(key, OLD, renewed::add)).isTrue();
        assertThat(renewed).isEmpty();
    }

    @Test
    void passes_on_that_a_key_can_not_be_checked() {
        SecretHasher damaged = new SecretHasher() {
            @Override
            public StoredHash hash(PlainKey plain) {
                return NEW;
            }

            @Override
            public HashCheck check(PlainKey plain, StoredHash stored) {
                throw new HashingException("of an unknown scheme");
            }
        };

        assertThatExceptionOfType(HashingException.class)
                .isThrownBy(() -> new KeyVerifier(damaged).verify(key, OLD, renewed::add));
    }

    private static KeyVerifier verifier(HashCheck outcome) {
        return new KeyVerifier(hasher(outcome, () -> NEW));
    }

    private static SecretHasher hasher(HashCheck outcome, Supplier<StoredHash> hash) {
        return new SecretHasher() {
            @Override
            public StoredHash hash(PlainKey plain) {
                return hash.get();
            }

            @Override
            public HashCheck check(PlainKey plain, StoredHash stored) {
                return outcome;
            }
        };
    }
}
