package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.deviceregistration.core.fault.StorageUnavailableException;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store on connections that somebody else's pool gives. */
@Timeout(120)
final class GivenConnectionsTest {

    private static final Duration LIMIT = Dialect.STATEMENT_TIMEOUT;

    private final HashedProvisioningKey key = SampleProvisioningKey.of("demo").build();

    @Test
    void leaves_the_pool_open() throws SQLException {
        try (HikariDataSource pool = h2(config -> {})) {
            DatabaseStore.on(pool).close();

            try (Connection connection = pool.getConnection()) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }
    }

    @Test
    void changes_no_schema_unasked_and_tells_whether_it_is_the_right_one() {
        try (HikariDataSource pool = h2(config -> {})) {
            DatabaseStore store = DatabaseStore.on(pool);
            assertThatExceptionOfType(CannotOpenStoreException.class)
                    .isThrownBy(store::requireSchema)
                    .withMessageContaining("jdbc:h2:mem:")
                    .withMessageContaining("migrate --dry-run");
            store.migrate();
            store.requireSchema();
        }
    }

    @Test
    void tells_a_schema_that_is_older_from_the_right_one() throws SQLException {
        try (HikariDataSource pool = h2(config -> {})) {
            DatabaseStore store = DatabaseStore.on(pool);
            store.migrate();
            try (var connection = pool.getConnection();
                    var statement =
                            connection.prepareStatement("DELETE FROM " + Schema.CHANGELOG_TABLE + " WHERE id = ?")) {
                statement.setString(1, Schema.LAST_CHANGE_SET);
                assertThat(statement.executeUpdate()).isOne();
            }
            assertThatExceptionOfType(CannotOpenStoreException.class).isThrownBy(store::requireSchema);
        }
    }

    @Test
    void gives_back_as_they_came_the_connections_that_migrated() throws SQLException {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        try (BorrowedPool pool = new BorrowedPool(url)) {
            DatabaseStore store = DatabaseStore.on(pool.dataSource());
            store.migrate();
            store.requireSchema();
            pool.assertAllCameBackAsTheyWent();
        }
    }

    /** On PostgreSQL: H2 can't abort a connection. */
    @Test
    void drops_a_connection_that_can_not_be_set_right_and_stands_by_what_it_did() throws SQLException {
        String name = TestPostgres.newDatabaseWithSchema();
        try (BorrowedPool pool = new BorrowedPool(TestPostgres.url(name))) {
            DatabaseStore store = DatabaseStore.on(pool.dataSource());
            assertThat(pool.idle()).isOne();
            pool.loseConnections();

            store.provisioningKeys().insert(key, SampleAttribution.any());

            assertThat(pool.idle()).isZero();
            assertThat(store.provisioningKeys().findHashed(key.key().id())).contains(key);
        } finally {
            TestPostgres.drop(name);
        }
    }

    @Test
    void recalls_devices_where_it_is_asked_to() {
        try (HikariDataSource pool = h2(config -> {})) {
            assertThat(DatabaseStore.on(pool).devices()).isInstanceOf(JdbiDeviceRepository.class);
            assertThat(DatabaseStore.on(pool, Duration.ofSeconds(10), 1000).devices())
                    .isInstanceOf(RememberingDeviceRepository.class);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DatabaseStore.on(pool, Duration.ofMinutes(11), 1000))
                    .withMessageContaining("600 s");
        }
    }

    @Test
    void says_that_there_is_no_connection_to_be_had() {
        HikariDataSource pool = h2(config -> {});
        pool.close();
        assertThatExceptionOfType(CannotOpenStoreException.class)
                .isThrownBy(() -> DatabaseStore.on(pool))
                .withMessageStartingWith("the data source gives no connection: ");
    }

    @Test
    void counts_as_unavailable_while_the_pool_gives_no_connection() {
        HikariDataSource pool = h2(config -> {});
        DatabaseStore store = DatabaseStore.on(pool);
        store.migrate();
        pool.close();
        assertThatExceptionOfType(StorageUnavailableException.class)
                .isThrownBy(() -> store.provisioningKeys().findHashed(key.key().id()));
    }

    @Test
    void refuses_a_database_that_it_does_not_run_on() {
        assertThatExceptionOfType(CannotOpenStoreException.class)
                .isThrownBy(() -> Dialect.ofProduct("Oracle"))
                .withMessage("the store runs on H2, PostgreSQL and Microsoft SQL Server, and not on Oracle");
    }

    @Test
    void knows_every_database_by_what_its_driver_calls_it() {
        assertThat(Dialect.ofProduct("H2")).isInstanceOf(H2Dialect.class);
        assertThat(Dialect.ofProduct("PostgreSQL")).isInstanceOf(PostgresDialect.class);
        assertThat(Dialect.ofProduct("Microsoft SQL Server")).isInstanceOf(SqlServerDialect.class);
    }

    @Test
    void changes_an_h2_file_in_turn_with_the_process_s_other_stores(@TempDir Path folder) {
        String url = "jdbc:h2:file:" + folder.resolve("registration");
        try (HikariDataSource pool = pool(url, config -> {});
                HikariDataSource inMemory = h2(config -> {})) {
            assertThat(GivenConnections.of(pool, LIMIT).writing())
                    .isNotNull()
                    .isSameAs(Dialect.of(url).writing(url));
            assertThat(GivenConnections.of(inMemory, LIMIT).writing()).isNull();
        }
    }

    @Test
    void gives_up_a_statement_that_takes_too_long_on_postgresql() throws SQLException {
        String name = TestPostgres.newDatabaseWithSchema();
        try (HikariDataSource pool = pool(TestPostgres.url(name), config -> {})) {
            DatabaseStore store = new DatabaseStore(GivenConnections.of(pool, Duration.ofSeconds(1)), Recall.NONE);
            store.provisioningKeys().insert(key, SampleAttribution.any());
            try (Connection other = pool.getConnection()) {
                other.setAutoCommit(false);
                Dialect.run(other, "LOCK TABLE edge_provisioning_keys");
                assertThatExceptionOfType(StorageUnavailableException.class)
                        .isThrownBy(() ->
                                store.provisioningKeys().findHashed(key.key().id()));
                other.rollback();
            }
            assertThat(store.provisioningKeys().findHashed(key.key().id())).contains(key);
        } finally {
            TestPostgres.drop(name);
        }
    }

    @Test
    void leaves_the_lock_timeout_of_connections_that_migrate_on_postgresql() throws SQLException {
        String name = TestPostgres.newDatabase();
        try (HikariDataSource pool = pool(TestPostgres.url(name), config -> {
            config.setMaximumPoolSize(2);
            config.setConnectionInitSql("SET lock_timeout = '1234ms'");
        })) {
            DatabaseStore.on(pool).migrate();
            try (Connection first = pool.getConnection();
                    Connection second = pool.getConnection()) {
                assertThat(lockTimeout(first)).isEqualTo("1234ms");
                assertThat(lockTimeout(second)).isEqualTo("1234ms");
            }
        } finally {
            TestPostgres.drop(name);
        }
    }

    private static String lockTimeout(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW lock_timeout")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static HikariDataSource h2(Consumer<HikariConfig> more) {
        return pool("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", more);
    }

    private static HikariDataSource pool(String url, Consumer<HikariConfig> more) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(3);
        more.accept(config);
        return new HikariDataSource(config);
    }
}
