package io.deviceregistration.app.appliance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Says the same to whoever connects, whatever is asked. */
final class RawServer implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final byte[] answer;
    private final boolean hangsUp;

    private RawServer(String answer, boolean hangsUp) throws IOException {
        this.answer = answer.getBytes(StandardCharsets.US_ASCII);
        this.hangsUp = hangsUp;
        threads.execute(this::acceptAll);
    }

    static RawServer answering(String answer) throws IOException {
        return new RawServer(answer, true);
    }

    /** Says no more than this, and doesn't hang up. */
    static RawServer silentAfter(String beginning) throws IOException {
        return new RawServer(beginning, false);
    }

    String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                threads.execute(() -> answer(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(Socket client) {
        try (client) {
            client.getOutputStream().write(answer);
            if (hangsUp) {
                client.shutdownOutput();
            }
            client.getInputStream().readAllBytes();
        } catch (IOException e) {
            // The client hung up.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }
}
