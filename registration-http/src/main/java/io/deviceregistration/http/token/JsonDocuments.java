package io.deviceregistration.http.token;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches small JSON documents. One that isn't there within the deadline, from the first byte sent to the last one
 * received, is given up: a timeout for each read would let a server dribble for as long as it likes.
 */
final class JsonDocuments {

    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    static final Duration DEADLINE = Duration.ofSeconds(5);

    /** Ten times what large providers answer with. */
    static final int MAX_BYTES = 256 * 1024;

    private static final int OK = 200;

    private final HttpClient client;
    private final Duration deadline;

    JsonDocuments(Duration deadline) {
        this.deadline = deadline;
        // A redirect would have the keys come from where nobody configured.
        this.client = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(Redirect.NEVER)
                .build();
    }

    /** @throws IOException if there is no such document, or it is none; its message fits in a log line */
    Map<String, Object> fetch(URI address) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .timeout(deadline)
                .build();
        HttpResponse<byte[]> answer = await(address, client.sendAsync(request, BoundedBody.of(MAX_BYTES)));
        if (answer.statusCode() != OK) {
            throw new IOException(address + ": it answers with status " + answer.statusCode());
        }
        try {
            Map<String, Object> document =
                    JSONObjectUtils.parse(new String(answer.body(), StandardCharsets.UTF_8), MAX_BYTES);
            if (document != null) {
                return document;
            }
        } catch (ParseException e) {
            // Said below, without what was sent.
        }
        throw new IOException(address + ": it answers with something else than a JSON object");
    }

    private HttpResponse<byte[]> await(URI address, CompletableFuture<HttpResponse<byte[]>> answer) throws IOException {
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(address + ": " + reason(e), e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException(address + ": it takes longer than " + deadline.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException(address + ": the call was broken off", e);
        }
    }

    /** The JDK's own exceptions often come without a message. */
    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String message = cause.getMessage();
        return message == null
                ? "no connection (" + cause.getClass().getSimpleName() + ")"
                : message.lines().findFirst().orElse("");
    }
}
