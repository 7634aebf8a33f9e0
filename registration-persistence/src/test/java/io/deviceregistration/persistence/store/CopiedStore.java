package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.RegistrationAttempt;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.core.value.Sha256;
import java.util.Map;

/** A store with something in every table and column to copy, and something without. */
final class CopiedStore {

    static final HashedProvisioningKey KEY = SampleProvisioningKey.of("demo")
            .label("Erster Standort – 😀")
            .limit(4)
            .expiresAt(SampleDevice.REGISTERED_AT.plusSeconds(3600))
            .build();
    static final HashedProvisioningKey OTHER = SampleProvisioningKey.of("other")
            .revoked(SampleProvisioningKey.CREATED_AT.plusMillis(1), "bøb")
            .build();
    static final HashedDevice DEVICE = SampleDevice.with(KEY.key())
            .name("Pumpe Ä 😀")
            .location("Halle 3")
            .type("Pumpe")
            .attributes(Map.of("Größe", "\"3\" \\ Zoll"))
            .registeredFrom("2001:db8::7")
            .build();
    static final RegistrationAttempt ATTEMPT = new RegistrationAttempt(Sha256.of("key"), Sha256.of("request"));

    /** A name that differs from another one by its case alone. */
    static final HashedDevice SAME_NAME =
            SampleDevice.with(KEY.key()).name("pumpe ä 😀").build();

    private CopiedStore() {}

    static void fill(TestDatabase database) {
        DatabaseStore store = database.open();
        store.provisioningKeys().insert(KEY, SampleAttribution.any());
        store.provisioningKeys().insert(OTHER, SampleAttribution.any());
        assertThat(store.devices().register(DEVICE, ATTEMPT, SampleAttribution.any()))
                .isInstanceOf(Registration.Registered.class);
        HashedDevice plain = SampleDevice.with(KEY.key()).name("Pump 2").build();
        assertThat(store.devices().register(plain, SampleAttribution.any()))
                .isInstanceOf(Registration.Registered.class);
        // What other calls would leave there.
        database.run("UPDATE devices SET previous_key_hash = '$test$previous', previous_key_until = registered_at,"
                + " reregistration_until = registered_at, last_seen_at = registered_at, replay_until = registered_at"
                + " WHERE id = '" + DEVICE.device().id().value() + "'");
    }
}
