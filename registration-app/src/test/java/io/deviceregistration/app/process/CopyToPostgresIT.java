package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deviceregistration.app.process.Api.ProvisioningKey;
import io.deviceregistration.app.process.Api.Registered;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The app goes from its embedded database to PostgreSQL. */
@Timeout(180)
class CopyToPostgresIT {

    private static final String IDEMPOTENCY_KEY = "an-attempt-whose-answer-was-lost";

    @TempDir
    Path folder;

    private AppCommand before;
    private AppCommand after;

    @BeforeEach
    void with_an_empty_database() {
        before = AppCommand.in(folder);
        after = Postgres.shared().newDatabase().settings(before);
    }

    @Test
    void no_device_and_no_administrator_notices() throws Exception {
        String token;
        int port;
        ProvisioningKey limited;
        Registered device;
        Registered rotated;
        Registered lost;
        List<List<JsonNode>> lists;
        Polling polling;
        try (AppProcess app = before.serve()) {
            Api api = Api.of(app, before);
            token = api.token();
            port = app.url().getPort();
            limited = api.createKey(4);
            Api.json(200, api.revoke(api.createKey()));
            device = api.register(limited, "Pumpe Ä");
            rotated = api.rotate(api.register(limited, "rotated").deviceKey());
            lost = api.register(limited, "lost", IDEMPOTENCY_KEY);
            lists = lists(api);
            polling = Polling.start(api, device);
            app.stop();
        }
        try {
            assertThat(after.run("copy").assertWentWell().out())
                    .contains("edge_provisioning_keys: 2", "devices: 3", "device_registrations: 1");
            try (AppProcess app =
                    after.start("--http-port", String.valueOf(port)).awaitReady()) {
                polling.awaitAnswersAfterAnOutage();
                Api api = Api.of(app, token);
                assertThat(lists(api)).isEqualTo(lists);
                assertThat(api.self(device.deviceKey())).isEqualTo(device.deviceId());
                assertThat(api.self(rotated.deviceKey())).isEqualTo(rotated.deviceId());
                Registered again = api.register(limited, "lost", IDEMPOTENCY_KEY);
                assertThat(again.deviceId()).isEqualTo(lost.deviceId());
                assertThat(api.trySelf(lost.deviceKey()).statusCode()).isEqualTo(401);
                assertThat(api.tryRegister(limited, "PUMPE ä").body()).contains("device-name-taken");
                api.register(limited, "the last one");
                assertThat(api.tryRegister(limited, "one too many").body()).contains("provisioning-key-exhausted");
            }
        } finally {
            polling.stop();
        }
        polling.awaitEnd();
    }

    /** In their order; but for when devices were seen, which is written behind their answers. */
    private static List<List<JsonNode>> lists(Api api) {
        return Stream.of("/api/v1/devices", "/api/v1/edge/keys", "/api/v1/audit")
                .map(api::list)
                .map(items -> items.stream().map(CopyToPostgresIT::unseen).toList())
                .toList();
    }

    private static JsonNode unseen(JsonNode item) {
        return item instanceof ObjectNode object ? object.without("last_seen_at") : item;
    }

    @Test
    void copies_nothing_of_a_running_app_nor_into_a_database_with_rows_nor_to_nowhere() {
        try (AppProcess app = before.serve()) {
            after.run("copy").assertRefused(1, folder.resolve("data").toString(), "in use by another process");
            Api api = Api.of(app, before);
            api.createKey();
            app.stop();
        }
        before.run("copy").assertRefused(2, "copy: say where to copy to with --db-url");
        after.run("copy", "--data-dir", "elsewhere").assertRefused(1, "elsewhere", "doesn't exist");
        after.run("copy").assertWentWell();
        after.run("copy")
                .assertRefused(1, "is not empty (1 rows in edge_provisioning_keys)")
                .assertHides(Postgres.PASSWORD);
    }
}
