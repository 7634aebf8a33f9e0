package io.deviceregistration.app.guard;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service that keeps what it receives, and answers as the test has it. */
final class StubService implements AutoCloseable {

    /**
     * A request as it arrived.
     *
     * @param headers by their names in lower case, each with all of its values
     * @param connection from which port it came
     */
    record Received(String method, String target, Map<String, List<String>> headers, byte[] body, int connection) {

        List<String> header(String name) {
            return headers.getOrDefault(name, List.of());
        }
    }

    /** Answers without a body. */
    interface Answer {
        int to(Received request, Map<String, List<String>> headers);
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Answer answer;

    private StubService(HttpServer server, Answer answer) {
        this.server = server;
        this.answer = answer;
    }

    static StubService start(Answer answer) throws IOException {
        StubService service = new StubService(
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), answer);
        service.server.createContext("/", service::handle);
        service.server.setExecutor(service.threads);
        service.server.start();
        return service;
    }

    /** Says in a header which device it was told of. */
    static StubService echo() throws IOException {
        return start((request, headers) -> {
            headers.put("Seen-Device", List.of(String.join(",", request.header("x-device-id"))));
            return 200;
        });
    }

    /** Where it is, as configurations write it. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    Received only() {
        if (received.size() != 1) {
            throw new AssertionError("not one request, but " + received);
        }
        return received.get(0);
    }

    void forget() {
        received.clear();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, List<String>> headers = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
            Received request = new Received(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    exchange.getRequestBody().readAllBytes(),
                    exchange.getRemoteAddress().getPort());
            received.add(request);
            int status = answer.to(request, exchange.getResponseHeaders());
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
