package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.fault.StorageUnavailableException;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatabaseStoreTest {

    @TempDir
    private Path folder;

    @Test
    void keeps_what_was_stored_when_opened_again() {
        HashedProvisioningKey key = SampleProvisioningKey.of("demo").build();
        try (TestDatabase database = TestDatabase.inFolder(folder)) {
            database.open().provisioningKeys().insert(key, SampleAttribution.any());
        }
        try (TestDatabase database = TestDatabase.inFolder(folder)) {
            assertThat(database.open().provisioningKeys().findHashed(key.key().id()))
                    .contains(key);
        }
    }

    @Test
    void migrates_again_without_changing_anything() {
        try (TestDatabase database = TestDatabase.inMemory()) {
            DatabaseStore store = database.open();
            HashedProvisioningKey key = SampleProvisioningKey.of("demo").build();
            store.provisioningKeys().insert(key, SampleAttribution.any());
            store.migrate();
            assertThat(store.provisioningKeys().findHashed(key.key().id())).contains(key);
        }
    }

    @Test
    void prints_the_pending_sql_and_makes_no_database() {
        TestDatabase database = TestDatabase.inFolder(folder);
        assertThat(DatabaseStore.pendingSql(database.settings()))
                .contains("CREATE TABLE edge_provisioning_keys", "CREATE TABLE devices", "V22__edge_device_control");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void prints_no_pending_change_for_a_schema_that_is_up_to_date() {
        try (TestDatabase database = TestDatabase.inFolder(folder)) {
            database.open().close();
            assertThat(DatabaseStore.pendingSql(database.settings()))
                    .doesNotContain("CREATE TABLE edge", "V22__", "V23__");
        }
    }

    @Test
    void prints_no_lock_that_names_this_machine() {
        try (TestDatabase database = TestDatabase.onPostgres()) {
            assertThat(DatabaseStore.pendingSql(database.settings()))
                    .contains("CREATE TABLE edge_provisioning_keys")
                    .doesNotContainIgnoringCase(Schema.LOCK_TABLE)
                    .doesNotContainIgnoringCase("lockedby");
        }
    }

    @Test
    void says_nothing_of_what_was_bound_to_a_statement_that_fails() {
        for (TestDatabase database : List.of(TestDatabase.inMemory(), TestDatabase.onPostgres())) {
            try (database) {
                DatabaseStore store = database.open();
                database.run("ALTER TABLE edge_provisioning_keys ADD CHECK (registrations > 0)");
                HashedProvisioningKey key = SampleProvisioningKey.of("demo").build();
                assertThatExceptionOfType(StorageException.class)
                        .isThrownBy(() -> store.provisioningKeys().insert(key, SampleAttribution.any()))
                        .satisfies(e -> assertThat(stackTrace(e))
                                .doesNotContain(
                                        key.hash().reveal(), key.key().label().value()));
            }
        }
    }

    private static String stackTrace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    @Test
    void leaves_a_database_without_tables_as_it_is_when_printing() throws SQLException {
        StoreSettings settings = StoreSettings.of("jdbc:h2:mem:" + UUID.randomUUID());
        DatabaseStore.pendingSql(settings);
        try (var connection = DriverManager.getConnection(settings.url());
                var tables = connection.getMetaData().getTables(null, "PUBLIC", null, null)) {
            assertThat(tables.next()).isFalse();
        }
    }

    @Test
    void is_durable_at_commit_unless_the_url_says_otherwise() {
        assertThat(StoreSettings.of("jdbc:h2:file:/data/x").url()).contains(";WRITE_DELAY=0");
        assertThat(StoreSettings.of("jdbc:h2:file:/data/x;write_delay=500").url())
                .doesNotContain("WRITE_DELAY=0");
    }

    @Test
    void refuses_a_url_of_no_known_database() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoreSettings.of("jdbc:oracle:thin:@somewhere"))
                .withMessageContaining("jdbc:h2:");
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "'', secret", "owner, secret"})
    void protects_an_embedded_database_with_the_credentials_that_it_is_given(String user, String password)
            throws SQLException {
        String url = "jdbc:h2:mem:" + UUID.randomUUID();
        try (DatabaseStore store = DatabaseStore.open(StoreSettings.of(url).withCredentials(user, password))) {
            DriverManager.getConnection(url, user, password).close();
            if (!password.isEmpty()) {
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> DriverManager.getConnection(url, user, ""));
            }
            assertThat(store.answers()).isTrue();
        }
    }

    @Test
    void takes_credentials_from_the_url() throws SQLException {
        String url = "jdbc:h2:mem:" + UUID.randomUUID();
        try (DatabaseStore store = DatabaseStore.open(StoreSettings.of(url + ";USER=owner;PASSWORD=secret"))) {
            DriverManager.getConnection(url, "owner", "secret").close();
            assertThat(store.answers()).isTrue();
        }
    }

    @Test
    void says_in_one_line_that_the_password_is_wrong() throws SQLException {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        DriverManager.getConnection(url, "owner", "right-password").close();
        assertThatExceptionOfType(CannotOpenStoreException.class)
                .isThrownBy(() -> DatabaseStore.open(StoreSettings.of(url).withCredentials("owner", "wrong-password")))
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
                .withMessageContaining("refuses the user name or the password")
                .withMessageNotContaining("wrong-password");
    }

    @Test
    void shows_no_password() {
        StoreSettings settings = StoreSettings.of("jdbc:h2:mem:x;PASSWORD=hush").withCredentials("owner", "hush");
        assertThat(settings).asString().contains("jdbc:h2:mem:x").doesNotContain("hush");
        assertThat(settings.displayUrl()).doesNotContain("hush");
    }

    @Test
    void is_unavailable_after_it_was_closed() {
        TestDatabase database = TestDatabase.inMemory();
        DatabaseStore store = database.open();
        store.close();
        assertThatExceptionOfType(StorageUnavailableException.class)
                .isThrownBy(() -> store.provisioningKeys()
                        .findHashed(
                                SampleProvisioningKey.of("demo").build().key().id()));
    }

    @Test
    void is_unavailable_while_the_database_is_away_and_recovers_by_itself() throws SQLException {
        Server server = tcpServer(0).start();
        StoreSettings settings =
                StoreSettings.of("jdbc:h2:tcp://localhost:" + server.getPort() + "/" + folder.resolve("remote"));
        try (DatabaseStore store = DatabaseStore.open(settings)) {
            store.migrate();
            HashedProvisioningKey key = SampleProvisioningKey.of("demo").build();
            store.provisioningKeys().insert(key, SampleAttribution.any());
            server.stop();
            assertThatExceptionOfType(StorageUnavailableException.class)
                    .isThrownBy(
                            () -> store.provisioningKeys().findHashed(key.key().id()));
            server = tcpServer(server.getPort()).start();
            assertThat(findOnceBackAgain(store, key)).contains(key);
        } finally {
            server.stop();
        }
    }

    @Test
    void reports_a_broken_schema_as_a_fault() throws SQLException {
        try (TestDatabase database = TestDatabase.inMemory()) {
            DatabaseStore store = database.open();
            try (var connection =
                            DriverManager.getConnection(database.settings().url());
                    var statement = connection.createStatement()) {
                statement.execute("DROP TABLE devices CASCADE");
                statement.execute("DROP TABLE edge_provisioning_keys");
            }
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> store.provisioningKeys()
                            .findHashed(SampleProvisioningKey.of("demo")
                                    .build()
                                    .key()
                                    .id()))
                    .isNotInstanceOf(StorageUnavailableException.class);
        }
    }

    @Test
    void leaves_no_trace_file_beside_the_database() throws Exception {
        try (TestDatabase database = TestDatabase.inFolder(folder)) {
            DatabaseStore store = database.open();
            HashedProvisioningKey key = SampleProvisioningKey.of("demo").build();
            store.provisioningKeys().insert(key, SampleAttribution.any());
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> store.provisioningKeys().insert(key, SampleAttribution.any()));
        }
        try (var files = Files.list(folder)) {
            assertThat(files).extracting(Path::getFileName).containsExactly(Path.of("registration.mv.db"));
        }
    }

    /** Every call that meets a dead connection has the pool drop it, so there are no more failures than connections. */
    private static Optional<HashedProvisioningKey> findOnceBackAgain(DatabaseStore store, HashedProvisioningKey key) {
        for (int dead = 0; dead < StoreSettings.DEFAULT_POOL_SIZE; dead++) {
            try {
                return store.provisioningKeys().findHashed(key.key().id());
            } catch (StorageUnavailableException stillAway) {
                assertThat(stillAway).hasMessageContaining("just now");
            }
        }
        return store.provisioningKeys().findHashed(key.key().id());
    }

    private static Server tcpServer(int port) throws SQLException {
        return Server.createTcpServer("-tcpPort", String.valueOf(port), "-ifNotExists");
    }
}
