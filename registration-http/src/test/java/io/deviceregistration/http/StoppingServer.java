package io.deviceregistration.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A server that stops, and goes on stopping for as long as it has a request that is not yet all there. */
final class StoppingServer implements AutoCloseable {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int WATCHERS = 50;
    private static final Call ANY = new Call("GET", "/nothing");

    private final List<RawConnection> open = new ArrayList<>();
    private final RegistrationServer server;

    StoppingServer(RegistrationHttp http) {
        server = RegistrationServer.start(http, "127.0.0.1", 0, new RequestTimeouts(LONG, LONG));
    }

    /** What it answers to these calls, on connections that were there before it began to stop. */
    <K> Map<K, Reply> answers(Map<K, Call> calls) throws IOException, InterruptedException {
        RawConnection running = connect();
        running.send(
                "POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n");
        assertThat(running.readLine()).startsWith("HTTP/1.1 100 ");
        List<RawConnection> watching = new ArrayList<>();
        for (int i = 0; i < WATCHERS; i++) {
            watching.add(connect());
        }
        Map<K, RawConnection> connections = new LinkedHashMap<>();
        for (K key : calls.keySet()) {
            connections.put(key, connect());
        }
        Thread closing = new Thread(server::close);
        closing.start();
        awaitStopping(watching.iterator());
        Map<K, Reply> replies = new LinkedHashMap<>();
        for (Map.Entry<K, RawConnection> connection : connections.entrySet()) {
            connection.getValue().send(calls.get(connection.getKey()).text());
            replies.put(connection.getKey(), Reply.parse(connection.getValue().readToEnd()));
        }
        running.send("{}");
        closing.join(PATIENCE.toMillis());
        assertThat(closing.isAlive()).isFalse();
        return replies;
    }

    /** A connection that it has accepted, for it has answered on it. */
    private RawConnection connect() throws IOException {
        RawConnection connection = new RawConnection(server.port());
        open.add(connection);
        connection.send(ANY.text());
        assertThat(connection.readDocument()).startsWith("HTTP/1.1 404 ");
        return connection;
    }

    /** A stop ends connections at their next answer, before and after it begins to refuse: hence several. */
    private static void awaitStopping(Iterator<RawConnection> watching) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        RawConnection connection = watching.next();
        String answer = "";
        while (!answer.startsWith("HTTP/1.1 503 ")) {
            assertThat(System.nanoTime()).isLessThan(end);
            if (answer.contains("Connection: close")) {
                connection = watching.next();
            }
            connection.send(ANY.text());
            answer = connection.readDocument();
        }
    }

    @Override
    public void close() throws IOException {
        for (RawConnection connection : open) {
            connection.close();
        }
        server.close();
    }
}
