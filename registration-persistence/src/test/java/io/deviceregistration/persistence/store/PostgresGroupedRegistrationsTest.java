package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import org.junit.jupiter.api.Test;

/** Registrations that come at once on PostgreSQL, where each row tells which transaction wrote it. */
final class PostgresGroupedRegistrationsTest extends GroupedRegistrationsContract {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.onPostgresWithSchema();
    }

    @Test
    void those_that_wait_share_a_transaction() throws Exception {
        ProvisioningKey key = inserted(SampleProvisioningKey.of("acme"));
        assertThat(registeredAtOnce(key, devices(key, 21))).containsOnly(REGISTERED);
        assertThat(transactions()).isEqualTo(2);
    }

    @Test
    void no_more_of_them_than_a_group_may_have() throws Exception {
        ProvisioningKey key = inserted(SampleProvisioningKey.of("acme"));
        assertThat(registeredAtOnce(key, devices(key, 1 + GroupedRegistrations.MAX_SIZE + 1)))
                .containsOnly(REGISTERED);
        assertThat(transactions()).isEqualTo(3);
    }

    private long transactions() {
        return database().count("SELECT COUNT(DISTINCT xmin::text) FROM devices");
    }
}
