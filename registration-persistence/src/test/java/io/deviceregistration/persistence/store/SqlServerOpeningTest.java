package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.persistence.tds.ScriptedTdsServer;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

/** What an administrator reads when the database can't be opened: one line that names it, and no secret. */
final class SqlServerOpeningTest {

    @Test
    void says_that_the_login_is_refused() {
        try (ScriptedTdsServer server = ScriptedTdsServer.start()) {
            server.whenLogin().thenError(18456, 1, 14, "Login failed for user 'app'.");
            assertRefused(server).withMessageEndingWith(" refuses the user name or the password");
        }
    }

    @Test
    void says_that_there_is_no_such_database() {
        try (ScriptedTdsServer server = ScriptedTdsServer.start()) {
            server.whenLogin().thenError(4060, 1, 11, "Cannot open database \"registration\" requested by the login.");
            assertRefused(server).withMessageEndingWith(" doesn't exist or is not for this user");
        }
    }

    @Test
    void says_that_the_server_does_not_encrypt() {
        try (ScriptedTdsServer server = ScriptedTdsServer.start()) {
            StoreSettings encrypted = ScriptedStore.settings(server, "")
                    .withUrl(ScriptedStore.settings(server, "").url().replace("encrypt=false", "encrypt=true"));
            assertRefused(encrypted).withMessageContaining(" can't be reached or opened: ");
        }
    }

    @Test
    void says_that_nobody_listens() {
        ScriptedTdsServer server = ScriptedTdsServer.start();
        server.close();
        assertRefused(server).withMessageContaining(" can't be reached or opened: ");
    }

    @Test
    void says_that_the_server_does_not_answer() {
        try (ScriptedTdsServer server = ScriptedTdsServer.start()) {
            server.whenLogin().thenStall();
            assertRefused(ScriptedStore.settings(server, ";loginTimeout=1"))
                    .withMessageContaining(" can't be reached or opened: ");
        }
    }

    @Test
    void shows_the_database_s_name_and_no_other_parameter_of_the_url() {
        assertThat(StoreSettings.of("jdbc:sqlserver://db:1433;user=app;password={;databaseName=hush};Database = prod")
                        .displayUrl())
                .isEqualTo("jdbc:sqlserver://db:1433;databaseName=prod");
        assertThat(StoreSettings.of("jdbc:sqlserver://db:1433;password=hush").displayUrl())
                .isEqualTo("jdbc:sqlserver://db:1433");
    }

    private static ThrowableAssertAlternative<CannotOpenStoreException> assertRefused(ScriptedTdsServer server) {
        return assertRefused(ScriptedStore.settings(server, ""));
    }

    private static ThrowableAssertAlternative<CannotOpenStoreException> assertRefused(StoreSettings settings) {
        return assertThatExceptionOfType(CannotOpenStoreException.class)
                .isThrownBy(() -> DatabaseStore.open(settings).close())
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
                .withMessageStartingWith("the database jdbc:sqlserver://127.0.0.1:")
                .withMessageContaining(";databaseName=registration ")
                .withMessageNotContaining(ScriptedStore.PASSWORD);
    }
}
