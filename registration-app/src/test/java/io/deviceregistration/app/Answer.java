package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** An answer of the API. */
record Answer(int status, HttpHeaders headers, String body, JsonNode json) {

    /** A member's text. */
    String text(String member) {
        assertThat(json.has(member)).as("%s in %s", member, body).isTrue();
        return json.get(member).asText();
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** Every item's member, in order. */
    List<String> items(String member) {
        return StreamSupport.stream(json.get("items").spliterator(), false)
                .map(item -> item.get(member).asText())
                .toList();
    }

    /** The names of all members. */
    List<String> members() {
        return json.properties().stream().map(Map.Entry::getKey).toList();
    }

    Answer isOk() {
        return hasStatus(200);
    }

    Answer hasStatus(int expected) {
        assertThat(status).as(body).isEqualTo(expected);
        return this;
    }

    /** A problem document of this status and code, which says so in every place where it should. */
    Answer isProblem(int expected, String code) {
        hasStatus(expected);
        assertThat(header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(header("Cache-Control")).isEqualTo("no-store");
        assertThat(text("type")).isEqualTo("urn:problem:device-registration:" + code);
        assertThat(text("code")).isEqualTo(code);
        assertThat(json.get("status").asInt()).isEqualTo(expected);
        assertThat(text("title")).isNotBlank();
        assertThat(text("detail")).isNotBlank();
        if (expected == 401) {
            assertThat(header("WWW-Authenticate")).contains("realm=\"device-registration\"");
        }
        return this;
    }

    /** The pointers of all bad members that a problem names, sorted. */
    List<String> pointers() {
        return StreamSupport.stream(json.path("errors").spliterator(), false)
                .map(error -> error.get("pointer").asText())
                .sorted()
                .toList();
    }
}
