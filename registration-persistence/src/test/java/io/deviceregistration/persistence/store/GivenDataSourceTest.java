package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store on connections that somebody else's pool gives. */
final class GivenDataSourceTest {

    private final HashedProvisioningKey key = SampleProvisioningKey.of("demo").build();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keeps_what_it_stores_whatever_the_pool_does_with_autocommit(boolean autoCommit) throws SQLException {
        try (HikariDataSource pool = h2(config -> config.setAutoCommit(autoCommit))) {
            DatabaseStore store = DatabaseStore.over(pool);
            store.migrate();
            store.provisioningKeys().insert(key, SampleAttribution.any());
            store.provisioningKeys().replaceHash(key.key().id(), key.hash(), key.hash());

            assertThat(DatabaseStore.over(pool)
                            .provisioningKeys()
                            .findHashed(key.key().id()))
                    .contains(key);
            try (Connection back = pool.getConnection()) {
                assertThat(back.getAutoCommit()).isEqualTo(autoCommit);
            }
        }
    }

    @Test
    void leaves_the_pool_open() throws SQLException {
        try (HikariDataSource pool = h2(config -> {})) {
            DatabaseStore.over(pool).close();

            try (Connection connection = pool.getConnection()) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }
    }

    @Test
    void changes_no_schema_unasked_and_tells_whether_it_is_the_right_one() {
        try (HikariDataSource pool = h2(config -> {})) {
            DatabaseStore store = DatabaseStore.over(pool);
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
            DatabaseStore store = DatabaseStore.over(pool);
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
    void refuses_connections_of_another_isolation() {
        try (HikariDataSource pool = h2(config -> config.setTransactionIsolation("TRANSACTION_SERIALIZABLE"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DatabaseStore.over(pool))
                    .withMessageContaining("READ_COMMITTED");
        }
    }

    @Test
    void says_that_there_is_no_connection_to_be_had() {
        HikariDataSource pool = h2(config -> {});
        pool.close();
        assertThatExceptionOfType(CannotOpenStoreException.class).isThrownBy(() -> DatabaseStore.over(pool));
    }

    @Test
    void refuses_a_database_that_it_does_not_run_on() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseKind.ofProduct("Oracle"))
                .withMessage("the store runs on H2, PostgreSQL, Microsoft SQL Server, and not on Oracle");
    }

    @Test
    void gives_connections_back_to_a_pool_on_postgresql_as_they_came() throws SQLException {
        String name = TestPostgres.newDatabase();
        try (HikariDataSource pool = pool(TestPostgres.url(name), config -> {
            config.setMaximumPoolSize(2);
            config.setConnectionInitSql("SET lock_timeout = '1234ms'");
        })) {
            DatabaseStore store = DatabaseStore.over(pool);
            store.migrate();
            store.requireSchema();
            store.provisioningKeys().insert(key, SampleAttribution.any());

            assertThat(store.provisioningKeys().findHashed(key.key().id())).contains(key);
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
