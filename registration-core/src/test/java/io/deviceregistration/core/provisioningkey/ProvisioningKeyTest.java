package io.deviceregistration.core.provisioningkey;

import static io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus.ACTIVE;
import static io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus.EXHAUSTED;
import static io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus.EXPIRED;
import static io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus.REVOKED;
import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.testkit.SampleProvisioningKey;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ProvisioningKeyTest {

    private static final Instant NOW = SampleProvisioningKey.CREATED_AT.plusSeconds(60);

    @Test
    void is_active_until_something_ends_it() {
        assertThat(status(sample())).isEqualTo(ACTIVE);
        assertThat(status(sample().expiresAt(NOW.plusMillis(1)).limit(2).registrations(1)))
                .isEqualTo(ACTIVE);
    }

    @Test
    void is_expired_from_its_expiry_on() {
        assertThat(status(sample().expiresAt(NOW))).isEqualTo(EXPIRED);
        assertThat(status(sample().expiresAt(NOW.minusMillis(1)))).isEqualTo(EXPIRED);
    }

    @Test
    void is_exhausted_once_it_registered_as_many_as_it_may() {
        assertThat(status(sample().limit(2).registrations(2))).isEqualTo(EXHAUSTED);
        assertThat(status(sample().limit(2).registrations(3))).isEqualTo(EXHAUSTED);
    }

    @Test
    void is_revoked_whatever_the_clock_says() {
        assertThat(status(sample().revoked(NOW, "ada"))).isEqualTo(REVOKED);
        assertThat(status(sample().revoked(NOW.plusSeconds(60), "ada"))).isEqualTo(REVOKED);
    }

    @Test
    void has_the_first_status_that_holds() {
        SampleProvisioningKey sample = sample().limit(1).registrations(1);

        assertThat(status(sample.expiresAt(NOW))).isEqualTo(EXPIRED);
        assertThat(status(sample.revoked(NOW, "ada"))).isEqualTo(REVOKED);
    }

    @Test
    void shows_a_hint() {
        ProvisioningKeyId id = new ProvisioningKeyId(UUID.fromString("00010203-0405-0607-0809-0a0b0c0d0e0f"));

        assertThat(sample().id(id).build().key().hint()).isEqualTo("pvk_aaaqea…");
        assertThat(id).hasToString("00010203-0405-0607-0809-0a0b0c0d0e0f");
    }

    @Test
    void never_shows_a_hash() {
        HashedProvisioningKey hashed = sample().build();

        assertThat(hashed.toString()).doesNotContain(hashed.hash().reveal());
    }

    private static SampleProvisioningKey sample() {
        return SampleProvisioningKey.of("acme");
    }

    private static ProvisioningKeyStatus status(SampleProvisioningKey sample) {
        return sample.build().key().status(NOW);
    }
}
