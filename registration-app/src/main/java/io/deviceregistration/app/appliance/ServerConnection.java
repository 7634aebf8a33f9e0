package io.deviceregistration.app.appliance;

import io.deviceregistration.core.key.PlainKey;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An appliance's calls over HTTP. Follows no redirects: a key goes to the server that was named, or nowhere. */
final class ServerConnection {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final ServerAddress server;
    private final Duration requestTimeout;
    private final HttpClient http;

    /** @param requestTimeout how long a request may take, from connecting to the answer's last byte */
    ServerConnection(ServerAddress server, Duration requestTimeout) {
        this.server = server;
        this.requestTimeout = requestTimeout;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(shorter(CONNECT_TIMEOUT, requestTimeout))
                .build();
    }

    Answer register(PlainKey provisioningKey, String idempotencyKey, String body, Duration left) throws IOException {
        return send(
                HttpRequest.newBuilder(server.register())
                        .header("X-Provisioning-Key", provisioningKey.reveal())
                        .header("Idempotency-Key", idempotencyKey)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)),
                left);
    }

    Answer self(PlainKey deviceKey, Duration left) throws IOException {
        return send(HttpRequest.newBuilder(server.self()).header("X-Device-Key", deviceKey.reveal()), left);
    }

    /** A request's own time limit ends with the answer's headers; a body may drip for ever. So the limit is set here. */
    private Answer send(HttpRequest.Builder request, Duration left) throws IOException {
        Duration limit = shorter(requestTimeout, left);
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request.header("Accept", "application/json").build(), head -> new BoundedBody());
        try {
            return Answer.of(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpTimeoutException("no whole answer within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new NotRegisteredException(ExitStatus.NOT_REACHED, "interrupted; run it again to go on");
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
