package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.device.RegisteredSince;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disabling more devices than are sent at once, and more than fit into one answer. */
final class DevicesOfKeyTest {

    private static final int DEVICES = 10_000;
    private static final int LATER = 2_345;

    private final ProvisioningKey key = SampleProvisioningKey.of("demo").build().key();

    @Test
    void disables_ten_thousand_on_h2_in_memory() {
        try (TestDatabase database = TestDatabase.inMemory()) {
            disablesAll(database, "RANDOM_UUID()", "SYSTEM_RANGE(1, " + DEVICES + ") r(n)", "DATEADD(SECOND, n, %s)");
        }
    }

    @Test
    void disables_ten_thousand_on_h2_in_a_file(@TempDir Path folder) {
        try (TestDatabase database = TestDatabase.inFolder(folder)) {
            disablesAll(database, "RANDOM_UUID()", "SYSTEM_RANGE(1, " + DEVICES + ") r(n)", "DATEADD(SECOND, n, %s)");
        }
    }

    @Test
    void disables_ten_thousand_on_postgresql() {
        try (TestDatabase database = TestDatabase.onPostgres()) {
            disablesAll(
                    database,
                    "gen_random_uuid()",
                    "generate_series(1, " + DEVICES + ") n",
                    "%s + n * interval '1 second'");
        }
    }

    private void disablesAll(TestDatabase database, String anyId, String rows, String secondsAfter) {
        DatabaseStore store = database.open();
        store.provisioningKeys()
                .insert(SampleProvisioningKey.of("demo").id(key.id()).build(), SampleAttribution.any());
        database.run("""
                INSERT INTO devices (id, tenant_id, name, name_key, attributes, status, key_hash, provisioning_key_id,
                    registered_at)
                SELECT %s, 'demo', 'Device ' || n, 'device ' || n, '{}', 'active', '$test$hash', '%s', %s FROM %s
                """.formatted(
                        anyId,
                        key.id(),
                        secondsAfter.formatted("CAST('2026-01-01T00:00:00Z' AS TIMESTAMP WITH TIME ZONE)"),
                        rows));
        RegisteredSince since =
                new RegisteredSince(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(DEVICES - LATER + 1));

        assertThat(store.devices().countActive(key.tenant(), key.id(), since)).isEqualTo(LATER);
        assertThat(disableAll(store, since)).isEqualTo(LATER);
        assertThat(disabled(database)).isEqualTo(LATER);
        assertThat(events(database)).isEqualTo(LATER);
        assertThat(disableAll(store, null)).isEqualTo(DEVICES - LATER);
        assertThat(disabled(database)).isEqualTo(DEVICES);
        assertThat(events(database)).isEqualTo(DEVICES);
    }

    private int disableAll(DatabaseStore store, @Nullable RegisteredSince since) {
        Attribution by = SampleAttribution.any();
        return store.devices().disableAll(key.tenant(), key.id(), since, by);
    }

    private static long disabled(TestDatabase database) {
        return database.count("SELECT COUNT(*) FROM devices WHERE status = 'disabled'");
    }

    /** One for each of the devices that are disabled. */
    private static long events(TestDatabase database) {
        return database.count(
                "SELECT COUNT(DISTINCT id) FROM devices WHERE status = 'disabled' AND 1 = (SELECT COUNT(*)"
                        + " FROM audit_events WHERE object_id = devices.id AND object_name = devices.name"
                        + " AND action = 'device_disabled' AND actor_id = 'ada')");
    }
}
