package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

final class RedactingJsonEncoderTest {

    private static final String SECRET = "SeCrEt";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dvc_abcdefSeCrEt",
                "jdbc:postgresql://host/db?password=SeCrEt",
                "jdbc:postgresql://host/db?password=a\"SeCrEt",
                "jdbc:postgresql://host/db?password=a\\SeCrEt\"",
                "jdbc:sqlserver://host;password={a;\"SeCrEt};encrypt=true",
                "jdbc:sqlserver://host;password={SeCrEt",
                "pwd=SeCrEt\" and so on",
                "eyJhbGciOiJIUzI1NiJ9.SeCrEt.c2ln",
                "\"$argon2id$v=19$m=64,t=1,p=1$SeCrEt\"",
                "$hmac-sha256$p=1$SeCrEt\\"
            })
    void leaves_no_secret_and_a_document_that_can_be_read(String message) throws Exception {
        String text = message.startsWith("dvc_") ? "dvc_" + "abcdef" + "secret" : message;
        String secret = message.startsWith("dvc_") ? "secret" : SECRET;
        JsonNode line = encoded("before " + text, new IllegalStateException(text));
        assertThat(line.get("formattedMessage").textValue())
                .startsWith("before ")
                .doesNotContain(secret);
        assertThat(line.at("/throwable/message").textValue()).doesNotContain(secret);
        assertThat(line.at("/throwable/stepArray").isArray()).isTrue();
    }

    @Test
    void keeps_all_else_as_it_is() throws Exception {
        String text = "line one\nline \"two\"\t\\ \u0001 \u2028 …";
        JsonNode line = encoded(text, null);
        assertThat(line.get("formattedMessage").textValue()).isEqualTo(text);
        assertThat(line.get("level").textValue()).isEqualTo("WARN");
        assertThat(line.get("loggerName").textValue()).isEqualTo("test");
    }

    private static JsonNode encoded(String message, Throwable throwable) throws JsonProcessingException {
        Logger logger = (Logger) LoggerFactory.getLogger("test");
        byte[] line = new RedactingJsonEncoder()
                .encode(new LoggingEvent("test", logger, Level.WARN, message, throwable, new Object[0]));
        String text = new String(line, StandardCharsets.UTF_8);
        assertThat(text.lines()).hasSize(1);
        return new ObjectMapper().readTree(text);
    }
}
