package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.audit.AuditEvent;
import io.deviceregistration.core.audit.AuditFilter;
import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.tenant.TenantId;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How PostgreSQL finds audit events among 200,000 of 10 tenants: it reads few more rows than it shows, which only a range
 * of an index gives it. It counts itself how many rows it read, and how often the table from end to end. Each call is made
 * often enough for its statement to be prepared on the server and planned without regard to its values as well.
 */
final class PostgresAuditPlansTest {

    private static final int EVENTS = 200_000;

    /** The driver prepares at the 5th run, and the server plans for all values from 5 runs later on. */
    private static final int RUNS = 12;

    private static final int LIMIT = 20;

    /** A row more than is shown tells whether there is another page, and the cursor's own row is read too. */
    private static final int PAGE = LIMIT + 2;

    private static final int EVENTS_OF_AN_OBJECT = 100;

    private static final TenantId TENANT = new TenantId("tenant-7");

    private static final TestDatabase DATABASE = TestDatabase.onPostgres();

    /** A tenant's events are of 200 objects in turn, and of 3 busy actors but for the 200 of a rare one. */
    @BeforeAll
    static void fill() {
        DATABASE.open().close();
        DATABASE.run("""
                INSERT INTO audit_events (tenant_id, occurred_at, id, action, actor_type, actor_id, object_id, object_name,
                    client_address)
                SELECT 'tenant-' || n %% 10, timestamptz '2026-01-01' + n * interval '1 second',
                    md5('event ' || n)::uuid, 'device_disabled', 'administrator',
                    CASE WHEN n / 10 %% 100 = 0 THEN 'rare' ELSE 'busy ' || n %% 3 END,
                    ('00000000-0000-0000-0000-' || lpad((n %% 2000)::text, 12, '0'))::uuid, 'Device', NULL
                FROM generate_series(0, %d - 1) n
                """.formatted(EVENTS));
        DATABASE.run("VACUUM ANALYZE audit_events");
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void all_events() {
        assertReadsAtMost(PAGE, AuditFilter.ALL);
    }

    /** For few, PostgreSQL takes all of the object's and sorts them. */
    @Test
    void events_of_an_object() {
        UUID object = UUID.fromString("00000000-0000-0000-0000-000000000007");
        assertReadsAtMost(EVENTS_OF_AN_OBJECT, new AuditFilter(object, null));
    }

    @Test
    void events_of_a_rare_actor() {
        assertReadsAtMost(PAGE, new AuditFilter(null, "rare"));
    }

    /** Lists the first page and the next. */
    private static void assertReadsAtMost(int rowsOfPage, AuditFilter filter) {
        long fullReads = count("seq_scan");
        long rows = count("idx_tup_fetch");
        try (DatabaseStore store = DatabaseStore.open(DATABASE.settings().withPoolSize(1))) {
            for (int run = 0; run < RUNS; run++) {
                Page<AuditEvent> first = store.audit().list(TENANT, filter, PageRequest.first(LIMIT));
                assertThat(first.items()).hasSize(LIMIT);
                assertThat(store.audit()
                                .list(TENANT, filter, new PageRequest(LIMIT, first.next()))
                                .items())
                        .hasSize(LIMIT);
            }
        }
        // What a session counts, others see when the session ends.
        long shown = 2L * RUNS * LIMIT;
        for (int tries = 0; count("idx_tup_fetch") < rows + shown && tries < 500; tries++) {
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(count("idx_tup_fetch") - rows).as("rows read").isBetween(shown, 2L * RUNS * rowsOfPage);
        assertThat(count("seq_scan")).as("times read from end to end").isEqualTo(fullReads);
    }

    private static long count(String statistic) {
        return DATABASE.count("SELECT " + statistic + " FROM pg_stat_user_tables WHERE relname = 'audit_events'");
    }
}
