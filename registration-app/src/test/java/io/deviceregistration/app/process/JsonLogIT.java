package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deviceregistration.app.process.Api.ProvisioningKey;
import io.deviceregistration.app.process.Api.Registered;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The log as programs read it. */
@Timeout(180)
class JsonLogIT {

    /** A key's secret part begins here. */
    private static final int SECRET_AT = 30;

    @TempDir
    Path folder;

    @Test
    void is_an_object_a_line_with_the_request_and_without_secrets() throws SQLException, IOException {
        Server database =
                Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        AppCommand command = AppCommand.in(folder);
        Registered device;
        Ended ended;
        try (AppProcess app = command.serve(
                "--log-format",
                "json",
                "--log-level",
                "debug",
                "--db-url",
                "jdbc:h2:tcp://localhost:" + database.getPort() + "/" + folder.resolve("remote"))) {
            Api api = Api.of(app, command);
            ProvisioningKey key = api.createKey();
            device = api.register(key, "Pump");
            database.stop();
            // Nobody should send a key as an id; where somebody does, it is not for the log all the same.
            HttpResponse<String> answer =
                    Api.send(HttpRequest.newBuilder(app.url().resolve("/api/v1/devices/self"))
                            .header("X-Device-Key", device.deviceKey())
                            .header("X-Request-Id", "of-the-caller:" + device.deviceKey())
                            .timeout(AppProcess.PATIENCE)
                            .build());
            assertThat(answer.statusCode()).isEqualTo(503);
            ended = app.stop();
        } finally {
            database.stop();
        }
        List<JsonNode> lines = new ArrayList<>();
        for (String line : ended.err()) {
            assertThat(line).doesNotContain(device.deviceKey().substring(SECRET_AT));
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines)
                .filteredOn(line -> line.get("level").textValue().equals("WARN"))
                .filteredOn(line -> line.get("loggerName").textValue().startsWith("io.deviceregistration.http"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.at("/mdc/request_id").textValue())
                        .startsWith("of-the-caller:dvc_")
                        .endsWith("…"));
    }
}
