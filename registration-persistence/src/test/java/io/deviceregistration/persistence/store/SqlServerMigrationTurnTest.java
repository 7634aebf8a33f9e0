package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.persistence.tds.ClientRequest.SqlBatch;
import io.deviceregistration.persistence.tds.ClientRequest.Statement;
import io.deviceregistration.persistence.tds.Column;
import io.deviceregistration.persistence.tds.Reply;
import io.deviceregistration.persistence.tds.ScriptedTdsServer;
import io.deviceregistration.persistence.tds.Stall;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How instances that migrate the same database take turns. That the server keeps the lock is the script's word. */
final class SqlServerMigrationTurnTest {

    private static final String ASK = "FROM device_registration_changelog";
    private static final String TAKE = "sp_getapplock";
    private static final String RELEASE = "sp_releaseapplock";

    private final ScriptedTdsServer server = ScriptedTdsServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void takes_no_turn_when_the_schema_is_up_to_date() {
        server.when(ASK).then(count(1));
        migrate();
        assertThat(statements()).containsExactly(ASK);
    }

    @Test
    void takes_an_exclusive_lock_of_the_session_and_releases_it() {
        server.when(ASK).then(count(1));
        server.when(ASK).onTime(1).then(count(0));
        migrate();
        assertThat(statements()).containsExactly(ASK, TAKE, ASK, RELEASE);
        List<SqlBatch> locks = server.requests(SqlBatch.class).stream()
                .filter(batch -> batch.sql().contains("applock"))
                .toList();
        assertThat(locks.stream().map(SqlBatch::connection).distinct()).hasSize(1);
        assertThat(locks)
                .extracting(SqlBatch::sql)
                .containsExactly(
                        """
                DECLARE @result INT;
                EXEC @result = sp_getapplock @Resource = 'device-registration:migrate', @LockMode = 'Exclusive', \
                @LockOwner = 'Session',
                    @LockTimeout = 600000;
                IF @result < 0 THROW 50000, 'another instance has been migrating for too long', 1;
                """,
                        "EXEC sp_releaseapplock @Resource = 'device-registration:migrate', @LockOwner = 'Session'");
    }

    @Test
    void limits_the_wait_for_locks_in_calls_and_in_no_migration() {
        server.when(ASK).then(count(1));
        migrate();
        assertThat(server.requests(SqlBatch.class).stream()
                        .filter(batch -> batch.sql().contains("lock_timeout")))
                .extracting(SqlBatch::connection)
                .containsExactly(1);
    }

    @Test
    void says_in_one_line_that_its_turn_did_not_come() {
        server.when(ASK).then(count(0));
        server.when(TAKE).thenError(50000, 1, 16, "another instance has been migrating for too long");
        assertThatExceptionOfType(CannotOpenStoreException.class)
                .isThrownBy(this::migrate)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
                .withMessageStartingWith("the schema of the database jdbc:sqlserver://")
                .withMessageEndingWith(": another instance has been migrating for too long");
        assertThat(statements()).containsExactly(ASK, TAKE);
    }

    @Test
    void has_nothing_left_to_do_when_its_turn_comes_after_another_instance_s() throws Exception {
        server.when(ASK).then(count(1));
        server.when(ASK).onTime(1).then(count(0));
        server.when(ASK).onTime(3).then(count(0));
        Stall firstEnds = server.when(RELEASE).onTime(1).thenStall();
        Stall secondWaits = server.when(TAKE).onTime(2).thenStall();
        ExecutorService instances = Executors.newFixedThreadPool(2);
        try {
            Future<?> first = instances.submit(this::migrate);
            firstEnds.awaitReached(1);
            Future<?> second = instances.submit(this::migrate);
            secondWaits.awaitReached(1);
            firstEnds.release();
            first.get(1, TimeUnit.MINUTES);
            secondWaits.release();
            second.get(1, TimeUnit.MINUTES);
        } finally {
            instances.shutdownNow();
        }
        assertThat(statements()).containsExactly(ASK, TAKE, ASK, RELEASE, ASK, TAKE, ASK, RELEASE);
    }

    private void migrate() {
        try (DatabaseStore store = DatabaseStore.open(ScriptedStore.settings(server, ""))) {
            store.migrate();
        }
    }

    private List<String> statements() {
        return server.requests(Statement.class).stream()
                .map(Statement::sql)
                .flatMap(sql -> List.of(ASK, TAKE, RELEASE).stream().filter(sql::contains))
                .toList();
    }

    private static Reply count(int changeSets) {
        return Reply.rows(Column.integer("")).row(changeSets);
    }
}
