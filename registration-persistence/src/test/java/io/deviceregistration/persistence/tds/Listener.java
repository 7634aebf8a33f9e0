package io.deviceregistration.persistence.tds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Lets connections in, each with a thread of its own. */
final class Listener implements AutoCloseable {

    private final Script script;
    private final Recorder recorder;
    private final ServerSocket socket;
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "scripted-tds");
        thread.setDaemon(true);
        return thread;
    });

    Listener(Script script, Recorder recorder) {
        this.script = script;
        this.recorder = recorder;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::acceptConnections);
    }

    int port() {
        return socket.getLocalPort();
    }

    void cutConnections() {
        sessions.forEach(Session::end);
    }

    private void acceptConnections() {
        try {
            for (int connection = 1; ; connection++) {
                serve(connection, socket.accept());
            }
        } catch (IOException e) {
            // The listener was closed; whoever got in just before has to go too.
            cutConnections();
            threads.shutdown();
        }
    }

    private void serve(int connection, Socket accepted) {
        try {
            accepted.setTcpNoDelay(true);
            Session session = new Session(connection, accepted, script, recorder);
            sessions.add(session);
            threads.execute(() -> {
                session.run();
                sessions.remove(session);
            });
        } catch (IOException e) {
            recorder.violation("connection " + connection + ": " + e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            cutConnections();
            if (!threads.awaitTermination(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                recorder.violation("a connection didn't end");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
