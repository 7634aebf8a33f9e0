package io.deviceregistration.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request that tests send.
 *
 * @param body empty: none
 */
record Call(String method, String path, Map<String, String> headers, String body) {

    Call(String method, String path) {
        this(method, path, Map.of(), "");
    }

    Call with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Call(method, path, more, body);
    }

    Call without(String header) {
        Map<String, String> fewer = new TreeMap<>(headers);
        fewer.remove(header);
        return new Call(method, path, fewer, body);
    }

    Call withBody(String json) {
        return new Call(method, path, headers, json).with("Content-Type", "application/json");
    }

    Call withQuery(String query) {
        return new Call(method, path + "?" + query, headers, body);
    }

    Call withPath(String other) {
        return new Call(method, other, headers, body);
    }

    Call withMethod(String other) {
        return new Call(other, path, headers, "");
    }

    String pathAlone() {
        return path.split("\\?", 2)[0];
    }

    /** As it goes over the connection, with so many bytes of a body announced. */
    String text(int length) {
        StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        return text.append("Content-Length: ")
                .append(length)
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }

    String text() {
        return text(body.getBytes(StandardCharsets.UTF_8).length);
    }
}
