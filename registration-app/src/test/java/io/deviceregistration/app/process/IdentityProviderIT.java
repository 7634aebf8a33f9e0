package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.app.TestIdentityProvider;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged app beside a whole identity provider. */
class IdentityProviderIT {

    @TempDir
    Path folder;

    private TestIdentityProvider provider;
    private AppCommand command;

    @BeforeEach
    void start() {
        provider = new TestIdentityProvider(Clock.systemUTC());
        command = AppCommand.withDatabaseIn(folder)
                .with("REGISTRATION_JWT_ISSUER", provider.issuer())
                .with("REGISTRATION_JWT_AUDIENCE", TestIdentityProvider.AUDIENCE);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void has_its_administrators_served_and_says_so() {
        try (AppProcess app = command.serve()) {
            app.awaitLog("the issuer " + provider.issuer() + " publishes");
            Api api = Api.of(app, provider.administrator("acme"));
            Api.Registered device = api.register(api.createKey(), "Pump");
            assertThat(api.self(device.deviceKey())).isEqualTo(device.deviceId());
            app.awaitOutput("Stop with");
            assertThat(app.output())
                    .contains("  Tokens:      of " + provider.issuer() + ", for " + TestIdentityProvider.AUDIENCE)
                    .noneMatch(line -> line.contains("development"));
        }
        assertThat(Files.exists(folder.resolve("data/development-token.key"))).isFalse();
    }

    @Test
    void has_no_part_of_a_token_written_down_however_much_is_logged() {
        String good = provider.administrator("acme");
        String[] parts = good.split("\\.");
        String changed = parts[0] + "." + parts[1] + "." + parts[2].substring(0, 100) + "AAAA";
        Ended ended;
        try (AppProcess app = command.serve("--log-level", "trace")) {
            app.awaitLog("publishes");
            for (String token : List.of(good, changed, parts[1] + "." + parts[0] + "." + parts[2])) {
                Api.send(HttpRequest.newBuilder(app.url().resolve("/api/v1/edge/keys"))
                        .header("Authorization", "Bearer " + token)
                        .timeout(AppProcess.PATIENCE)
                        .build());
            }
            ended = app.stop();
        }
        assertThat(ended.err().toString()).contains("DEBUG");
        ended.assertHides(parts[1].substring(10, 60), parts[2].substring(0, 20), parts[2].substring(60, 90));
    }

    @Test
    void may_be_away_at_the_start() {
        provider.close();
        try (AppProcess app = command.serve()) {
            app.awaitLog("the keys of the issuer " + provider.issuer() + " can't be had");
            Api api = Api.of(app, provider.administrator("acme"));
            assertThat(api.trySelf("dvc_x").statusCode()).isEqualTo(401);
            assertThat(app.stop().err().toString()).doesNotContain("Exception:", "\tat ");
        }
    }
}
