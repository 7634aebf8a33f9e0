package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.persistence.tds.ClientRequest.Disconnect;
import io.deviceregistration.persistence.tds.ClientRequest.Login;
import io.deviceregistration.persistence.tds.ClientRequest.SqlBatch;
import io.deviceregistration.persistence.tds.ScriptedTdsServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each of the pool's connections begins with. Read committed is where every session begins, so nobody asks for it. */
final class SqlServerSessionTest {

    private final ScriptedTdsServer server = ScriptedTdsServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void logs_in_under_the_service_s_name_and_limits_the_wait_for_locks() {
        DatabaseStore.open(ScriptedStore.settings(server, "")).close();
        assertThat(server.requests(Login.class))
                .containsExactly(new Login(1, "app", "registration", "device-registration"));
        assertThat(sql()).containsExactly(" set lock_timeout 10000");
    }

    @Test
    void does_so_on_every_connection_that_takes_a_lost_one_s_place() {
        try (DatabaseStore store = DatabaseStore.open(ScriptedStore.settings(server, ""))) {
            server.cutConnections();
            server.await(request -> request instanceof Disconnect);
            store.provisioningKeys()
                    .findHashed(SampleProvisioningKey.of("demo").build().key().id());
        }
        assertThat(server.requests(Login.class)).hasSize(2);
        assertThat(sql()).containsExactly(" set lock_timeout 10000", " set lock_timeout 10000");
    }

    @Test
    void leaves_what_the_url_says_as_it_is() {
        StoreSettings settings = ScriptedStore.settings(server, ";lockTimeout=1500;applicationName=backend");
        DatabaseStore.open(settings).close();
        assertThat(server.requests(Login.class)).extracting(Login::application).containsExactly("backend");
        assertThat(sql()).containsExactly(" set lock_timeout 1500");
    }

    private List<String> sql() {
        return server.requests(SqlBatch.class).stream()
                .map(SqlBatch::sql)
                .filter(sql -> !sql.equals(ScriptedStore.ALIVE))
                .toList();
    }
}
