package io.deviceregistration.http.token;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/**
 * An issuer on a port of its own, which publishes what it is told to: wrong documents and none at all too. It counts what
 * it is asked for.
 */
final class TestIssuer implements AutoCloseable {

    static final String DISCOVERY = "/.well-known/openid-configuration";
    static final String KEYS = "/keys";

    private record Page(int status, String location, String body) {}

    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private HttpServer server = serve(0);
    private final int port = server.getAddress().getPort();

    TestIssuer(JWK... keys) {
        discovery(url().toString(), url() + KEYS);
        publish(keys);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    URI keysUrl() {
        return URI.create(url() + KEYS);
    }

    void discovery(String issuer, String jwksUri) {
        answer(DISCOVERY, 200, "{\"issuer\": \"" + issuer + "\", \"jwks_uri\": \"" + jwksUri + "\"}");
    }

    /** The public parts of these keys, and of no others from now on. */
    void publish(JWK... keys) {
        answer(KEYS, 200, new JWKSet(List.of(keys)).toString());
    }

    void answer(String path, int status, String body) {
        pages.put(path, new Page(status, "", body));
    }

    void redirect(String path, String location) {
        pages.put(path, new Page(302, location, ""));
    }

    /** Sends no more than the beginning of what is at this path until the latch is down. */
    CountDownLatch hold(String path) {
        return gates.computeIfAbsent(path, held -> new CountDownLatch(1));
    }

    /** How often it was asked for what is at this path. */
    long asked(String path) {
        return asked.stream().filter(path::equals).count();
    }

    /** From now on nobody listens at its port. */
    void stop() {
        server.stop(0);
    }

    void startAgain() {
        server = serve(port);
    }

    @Override
    public void close() {
        gates.values().forEach(CountDownLatch::countDown);
        stop();
    }

    private HttpServer serve(int wanted) {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 0);
            started.createContext("/", this::answer);
            started.start();
            return started;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            Page page = pages.getOrDefault(path, new Page(404, "", "nothing here"));
            byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
            if (!page.location().isEmpty()) {
                exchange.getResponseHeaders().set("Location", page.location());
            }
            exchange.sendResponseHeaders(page.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body, 0, Math.min(1, body.length));
            exchange.getResponseBody().flush();
            await(gates.get(path));
            exchange.getResponseBody().write(body, Math.min(1, body.length), Math.max(0, body.length - 1));
        }
    }

    private static void await(CountDownLatch gate) {
        try {
            if (gate != null) {
                gate.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
