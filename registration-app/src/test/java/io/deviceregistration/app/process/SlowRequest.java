package io.deviceregistration.app.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection of its own, on which a request is sent piece by piece. */
final class SlowRequest implements AutoCloseable {

    private final Socket socket;

    SlowRequest(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout((int) AppProcess.PATIENCE.toMillis());
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** The next line of the answer, without its end; empty at the end of the headers or of the connection. */
    String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    /** Whether the server says something in this time, or hangs up. */
    boolean isAnsweredWithin(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        try {
            socket.getInputStream().read();
            return true;
        } catch (SocketTimeoutException e) {
            socket.setSoTimeout((int) AppProcess.PATIENCE.toMillis());
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
