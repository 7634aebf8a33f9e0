package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.DeviceFilter;
import io.deviceregistration.core.device.RegisteredSince;
import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.SampleAttribution;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How PostgreSQL finds the devices of one provisioning key among 200,000 of 1,000 keys, each of which registered 200, half
 * of them later than a time: by indexes alone, however often the statements were run. It counts itself how often a table was
 * read from end to end, and how many rows an index made it read.
 */
final class PostgresDevicesOfKeyPlansTest {

    private static final int RUNS = 12;
    private static final TenantId TENANT = new TenantId("tenant-7");
    private static final RegisteredSince SINCE = new RegisteredSince(Instant.parse("2026-01-02T03:46:40Z"));

    private static final TestDatabase DATABASE = TestDatabase.onPostgres();

    @BeforeAll
    static void fill() {
        DATABASE.open().close();
        DATABASE.run("""
                INSERT INTO edge_provisioning_keys (id, tenant_id, label, key_hash, created_at, created_by, registrations)
                SELECT lpad(n::text, 32, '0')::uuid, 'tenant-' || n % 10, 'Key ' || n, '$test$hash', now(), 'alice', 200
                FROM generate_series(0, 999) n
                """);
        DATABASE.run("""
                INSERT INTO devices (id, tenant_id, name, name_key, attributes, status, key_hash, provisioning_key_id,
                    registered_at)
                SELECT gen_random_uuid(), 'tenant-' || n % 10, 'Device ' || n, 'device ' || n, '{}', 'active',
                    '$test$hash', lpad((n % 1000)::text, 32, '0')::uuid, timestamptz '2026-01-01Z' + n * interval '1 second'
                FROM generate_series(0, 199999) n
                """);
        DATABASE.run("VACUUM ANALYZE devices");
        DATABASE.run("VACUUM ANALYZE edge_provisioning_keys");
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void listing_since_a_time_uses_indexes_on_every_page() {
        assertUsesIndexes(2 * RUNS, 100_000, (store, run) -> {
            DeviceFilter filter = new DeviceFilter(key(run), null, null, SINCE);
            Page<?> first = store.devices().list(TENANT, filter, PageRequest.first(20));
            assertThat(first.items()).hasSize(20);
            assertThat(store.devices()
                            .list(TENANT, filter, new PageRequest(20, first.next()))
                            .items())
                    .hasSize(20);
        });
    }

    @Test
    void counting_and_disabling_uses_indexes() {
        assertUsesIndexes(RUNS * 200L, RUNS * 1_000L, (store, run) -> {
            int later = store.devices().countActive(TENANT, key(run), SINCE);
            assertThat(later).isEqualTo(100);
            assertThat(store.devices().disableAll(TENANT, key(run), SINCE, SampleAttribution.any()))
                    .isEqualTo(100);
            assertThat(store.devices().countActive(TENANT, key(run), null)).isEqualTo(100);
            assertThat(store.devices().disableAll(TENANT, key(run), null, SampleAttribution.any()))
                    .isEqualTo(100);
        });
    }

    private interface Call {
        void run(DatabaseStore store, int number);
    }

    private static void assertUsesIndexes(long minLookups, long maxRows, Call call) {
        long lookups = counted("idx_scan");
        long rows = counted("idx_tup_fetch");
        long fullReads = counted("seq_scan");
        try (DatabaseStore store = DatabaseStore.open(DATABASE.settings().withPoolSize(1))) {
            for (int run = 0; run < RUNS; run++) {
                call.run(store, run);
            }
        }
        // What a session counts, others see when the session ends.
        for (int tries = 0; counted("idx_scan") < lookups + minLookups && tries < 500; tries++) {
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(counted("idx_scan") - lookups).as("index lookups").isGreaterThanOrEqualTo(minLookups);
        assertThat(counted("idx_tup_fetch") - rows).as("rows read by indexes").isLessThan(maxRows);
        assertThat(counted("seq_scan")).as("tables read from end to end").isEqualTo(fullReads);
    }

    private static long counted(String what) {
        return DATABASE.count("SELECT SUM(" + what + ") FROM pg_stat_user_tables WHERE relname = 'devices'");
    }

    /** One of the tenant's keys. */
    private static ProvisioningKeyId key(int number) {
        return new ProvisioningKeyId(UUID.fromString("00000000-0000-0000-0000-" + "%012d".formatted(10 * number + 7)));
    }
}
