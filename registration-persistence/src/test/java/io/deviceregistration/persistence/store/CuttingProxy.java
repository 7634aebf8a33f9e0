package io.deviceregistration.persistence.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a store and its server, and cuts the connection at a commit, or at the statement that commits itself:
 * before the server has it, or after.
 */
final class CuttingProxy implements AutoCloseable {

    /** On which side of the commit the connection is cut. */
    enum Cut {
        BEFORE_THE_COMMIT,
        AFTER_THE_COMMIT
    }

    private static final int BUFFER_BYTES = 64 * 1024;

    private final ServerSocket listening;
    private final int serverPort;
    private final Cut cut;
    private final String commit;
    private final AtomicInteger cutsToDo = new AtomicInteger();
    private final AtomicInteger commits = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    CuttingProxy(int serverPort, Cut cut) throws IOException {
        this(serverPort, cut, "COMMIT");
    }

    /** @param commit what a message contains that commits something */
    CuttingProxy(int serverPort, Cut cut, String commit) throws IOException {
        this.serverPort = serverPort;
        this.cut = cut;
        this.commit = commit;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::acceptAll);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Has the next so many commits cut. */
    void cutNext(int number) {
        cutsToDo.set(number);
    }

    /** How many commits were asked for. */
    int commits() {
        return commits.get();
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                AtomicBoolean silenced = new AtomicBoolean();
                threads.execute(() -> forward(client, server, silenced));
                threads.execute(() -> backward(server, client, silenced));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void forward(Socket client, Socket server, AtomicBoolean silenced) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (isCommitToCut(buffer, read)) {
                    if (cut == Cut.BEFORE_THE_COMMIT) {
                        client.close();
                    } else {
                        // What the server answers is dropped; once it has done what it was told, it hangs up.
                        silenced.set(true);
                        out.write(buffer, 0, read);
                    }
                    break;
                }
                out.write(buffer, 0, read);
            }
            server.shutdownOutput();
        } catch (IOException e) {
            // Somebody hung up; the other direction closes both ends.
        }
    }

    private boolean isCommitToCut(byte[] bytes, int length) {
        if (!new String(bytes, 0, length, StandardCharsets.ISO_8859_1).contains(commit)) {
            return false;
        }
        commits.incrementAndGet();
        return cutsToDo.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    private static void backward(Socket server, Socket client, AtomicBoolean silenced) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (server;
                client) {
            InputStream in = server.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!silenced.get()) {
                    client.getOutputStream().write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // Somebody hung up.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }
}
