package io.deviceregistration.app.appliance;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands between an appliance and its server, over TCP, and does to each request what the test has it do. */
public final class FaultyProxy implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
    private static final byte[] AWAY =
            "HTTP/1.1 503 Away\r\nRetry-After: 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PAGE =
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 7\r\nConnection: close\r\n\r\nSign in"
                    .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<byte[]> late = new ArrayDeque<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final URI server;
    private final Function<String, Fault> faults;

    private FaultyProxy(URI server, Function<String, Fault> faults) throws IOException {
        this.server = server;
        this.faults = faults;
        threads.execute(this::acceptAll);
    }

    /** Does this to the requests, one after another, and nothing to those that follow. */
    public static FaultyProxy to(URI server, List<Fault> faults) throws IOException {
        Deque<Fault> left = new ConcurrentLinkedDeque<>(faults);
        return asking(server, request -> left.isEmpty() ? Fault.NONE : left.remove());
    }

    /** Asks for each request, by its first line, what is done to it; whoever is asked may take time. */
    public static FaultyProxy asking(URI server, Function<String, Fault> faults) throws IOException {
        return new FaultyProxy(server, faults);
    }

    public String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    /** The first lines of what was sent, as far as it was read. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                clients.add(client);
                threads.execute(() -> exchange(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void exchange(Socket client) {
        try (client) {
            byte[] request = read(client.getInputStream());
            String line = new String(request, StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElse("");
            requests.add(line);
            answer(client, request, faults.apply(line));
        } catch (IOException e) {
            // Somebody hung up.
        } finally {
            clients.remove(client);
        }
    }

    private void answer(Socket client, byte[] request, Fault fault) throws IOException {
        switch (fault) {
            case NONE -> client.getOutputStream().write(answered(request));
            case CLOSED -> {}
            case RESET -> client.setSoLinger(true, 0);
            case ANSWER_LOST -> answered(request);
            case ANSWER_RESET -> {
                answered(request);
                client.setSoLinger(true, 0);
            }
            case HEAD_CUT -> client.getOutputStream().write(answered(request), 0, 30);
            case BODY_CUT -> {
                byte[] answer = answered(request);
                client.getOutputStream().write(answer, 0, answer.length - 20);
            }
            case SILENCE -> {
                answered(request);
                awaitEnd(client);
            }
            case LATE -> {
                synchronized (late) {
                    late.add(request);
                }
                awaitEnd(client);
            }
            case UNAVAILABLE -> client.getOutputStream().write(AWAY);
            case FOREIGN_PAGE -> client.getOutputStream().write(PAGE);
        }
    }

    private static void awaitEnd(Socket client) throws IOException {
        client.getInputStream().readAllBytes();
    }

    /** What the server answers; what is late overtakes this answer, though not its request. */
    private byte[] answered(byte[] request) throws IOException {
        byte[] answer = sent(request);
        synchronized (late) {
            while (!late.isEmpty()) {
                sent(late.remove());
            }
        }
        return answer;
    }

    private byte[] sent(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            String text = new String(request, StandardCharsets.ISO_8859_1);
            String closing = text.replaceFirst("\r\n", "\r\nConnection: close\r\n")
                    .replaceFirst("(?i)\r\nconnection: (upgrade|keep-alive)[^\r]*", "");
            socket.getOutputStream().write(closing.getBytes(StandardCharsets.ISO_8859_1));
            return socket.getInputStream().readAllBytes();
        }
    }

    private static byte[] read(InputStream in) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        while (!isWhole(request.toString(StandardCharsets.ISO_8859_1))) {
            int read = in.read(buffer);
            if (read < 0) {
                throw new EOFException();
            }
            request.writeBytes(Arrays.copyOf(buffer, read));
        }
        return request.toByteArray();
    }

    private static boolean isWhole(String request) {
        int head = request.indexOf("\r\n\r\n");
        if (head < 0) {
            return false;
        }
        Matcher length = LENGTH.matcher(request.substring(0, head));
        return request.length() >= head + 4 + (length.find() ? Integer.parseInt(length.group(1)) : 0);
    }

    /** Whoever waits for an answer waits in vain. */
    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket client : clients) {
            client.close();
        }
        threads.shutdownNow();
    }
}
