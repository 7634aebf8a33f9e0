package io.deviceregistration.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What came back. */
record Reply(int status, Map<String, List<String>> headers, String body) {

    static Reply of(HttpResponse<String> response) {
        return new Reply(response.statusCode(), response.headers().map(), response.body());
    }

    /** Out of all that a connection gave before it ended. */
    static Reply parse(String text) {
        String[] parts = text.split("\r\n\r\n", 2);
        assertThat(parts).as(text).hasSize(2);
        String[] lines = parts[0].split("\r\n");
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(Arrays.stream(lines)
                .skip(1)
                .map(line -> line.split(": ", 2))
                .collect(Collectors.groupingBy(
                        line -> line[0], Collectors.mapping(line -> line[1], Collectors.toList()))));
        assertThat(headers).doesNotContainKey("Transfer-Encoding");
        return new Reply(Integer.parseInt(lines[0].split(" ")[1]), headers, parts[1]);
    }

    JsonNode json() {
        return DescribedApi.json(body);
    }

    /** The status, and a problem's code beside it. */
    String answer() {
        return status < 400
                ? String.valueOf(status)
                : status + " " + json().path("code").textValue();
    }
}
