package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import io.deviceregistration.persistence.CapturedLog;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import liquibase.lockservice.LockServiceFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the schema comes up to date, on whichever database. */
abstract class MigrationContract {

    private static final String COUNT_CHANGE_SETS = "SELECT COUNT(*) FROM " + Schema.CHANGELOG_TABLE;

    private TestDatabase database;

    /** A new, empty database. */
    abstract TestDatabase create();

    @BeforeEach
    void makeDatabase() {
        database = create();
    }

    @AfterEach
    void closeDatabase() {
        discard(database);
        database.close();
    }

    @Test
    void happens_once_when_instances_start_at_once() throws Exception {
        int instances = 4;
        ExecutorService threads = Executors.newFixedThreadPool(instances);
        try {
            CyclicBarrier start = new CyclicBarrier(instances);
            List<Future<?>> starts = new ArrayList<>();
            for (int instance = 0; instance < instances; instance++) {
                starts.add(threads.submit(() -> {
                    start.await();
                    migrate();
                    return null;
                }));
            }
            for (Future<?> one : starts) {
                one.get(2, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(database.count(COUNT_CHANGE_SETS + " WHERE exectype = 'EXECUTED'"))
                .isEqualTo(changeSets())
                .isEqualTo(database.count(COUNT_CHANGE_SETS));
    }

    @Test
    void recovers_the_lock_of_an_instance_that_was_killed() throws Exception {
        try (Connection connection = database.connect()) {
            Changelog.withDatabase(
                    connection,
                    killed -> LockServiceFactory.getInstance()
                            .getLockService(killed)
                            .waitForLock());
        }
        LockServiceFactory.reset();
        try (CapturedLog log = CapturedLog.of(Schema.class)) {
            migrate();
            assertThat(log.lines(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("ended in the middle of a migration", "its lock is released");
        }
        assertThat(database.count(COUNT_CHANGE_SETS)).isEqualTo(changeSets());
        assertThat(database.count("SELECT COUNT(*) FROM " + Schema.LOCK_TABLE + " WHERE lockedby IS NOT NULL"))
                .isZero();
    }

    @Test
    void goes_on_from_wherever_an_instance_was_killed() {
        migrate();
        database.run("DELETE FROM " + Schema.CHANGELOG_TABLE + " WHERE id NOT LIKE 'V21%'");
        migrate();
        assertThat(database.count(COUNT_CHANGE_SETS)).isEqualTo(changeSets());
        database.run("ALTER TABLE devices DROP CONSTRAINT fk_devices_provisioning_key");
        database.run(dropIndex("devices", "ix_devices_provisioning_key"));
        database.run("DELETE FROM " + Schema.CHANGELOG_TABLE);
        migrate();
        assertThat(database.count(COUNT_CHANGE_SETS)).isEqualTo(changeSets());
        assertThat(database.count("SELECT COUNT(*) FROM information_schema.table_constraints"
                        + " WHERE LOWER(constraint_name) = 'fk_devices_provisioning_key'"))
                .isEqualTo(1);
    }

    @Test
    void leaves_the_books_of_a_backends_own_liquibase_alone() {
        database.run("CREATE TABLE databasechangelog (id INT)");
        database.run("CREATE TABLE databasechangeloglock (id INT)");
        migrate();
        assertThat(database.count("SELECT COUNT(*) FROM databasechangelog")).isZero();
        assertThat(database.count("SELECT COUNT(*) FROM databasechangeloglock")).isZero();
    }

    @Test
    void says_in_one_line_that_a_table_of_somebody_elses_is_in_the_way() {
        database.run("CREATE TABLE devices (serial INT)");
        assertThatExceptionOfType(CannotOpenStoreException.class)
                .isThrownBy(this::migrate)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
                .withMessageContaining("can't be brought up to date")
                .withMessageMatching("(?i).*there is already an object named 'devices'.*|.*\"devices\" already exists");
    }

    private void migrate() {
        try (DatabaseStore store = DatabaseStore.open(database.settings().withPoolSize(1))) {
            store.migrate();
        }
    }

    private long changeSets() {
        return DatabaseStore.schemaSql(kind())
                .lines()
                .filter(line -> line.startsWith("-- Changeset "))
                .count();
    }

    abstract DatabaseKind kind();

    /** Leaves the next test nothing of this one's. */
    void discard(TestDatabase database) {}

    String dropIndex(String table, String index) {
        return "DROP INDEX " + index;
    }
}
