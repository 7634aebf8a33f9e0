package io.deviceregistration.app.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A connection of the load driver's, kept alive: one request at a time, as bytes that are there already. It costs as little as
 * it can, for it shares the processors with the server; so it reads only answers that state their length or have no body.
 */
final class HttpConnection implements AutoCloseable {

    private static final int READ_TIMEOUT_MILLIS = 60_000;
    private static final byte[] END_OF_HEADERS = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTENT_LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private byte[] answer = new byte[8192];
    private int length;
    private int bodyAt;

    HttpConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** Sends the request, reads the whole answer and returns its status. */
    int exchange(byte[] request) throws IOException {
        out.write(request);
        length = 0;
        int headersEnd = -1;
        while (headersEnd < 0) {
            int searchFrom = Math.max(0, length - END_OF_HEADERS.length);
            read();
            headersEnd = indexOf(END_OF_HEADERS, searchFrom, length);
        }
        bodyAt = headersEnd + END_OF_HEADERS.length;
        int end = bodyAt + contentLength(headersEnd);
        while (length < end) {
            read();
        }
        return number(STATUS_AT);
    }

    /** The body of the last answer. */
    String body() {
        return new String(answer, bodyAt, length - bodyAt, StandardCharsets.UTF_8);
    }

    private void read() throws IOException {
        if (length == answer.length) {
            answer = Arrays.copyOf(answer, 2 * length);
        }
        int count = in.read(answer, length, answer.length - length);
        if (count < 0) {
            throw new EOFException("the server closed the connection");
        }
        length += count;
    }

    private int contentLength(int headersEnd) {
        int at = indexOf(CONTENT_LENGTH, 0, headersEnd);
        if (at < 0) {
            return 0;
        }
        int digits = at + CONTENT_LENGTH.length;
        while (answer[digits] == ' ') {
            digits++;
        }
        return number(digits);
    }

    private int number(int at) {
        int number = 0;
        for (int i = at; answer[i] >= '0' && answer[i] <= '9'; i++) {
            number = 10 * number + answer[i] - '0';
        }
        return number;
    }

    /** Where the text (in lowercase) begins, in whatever case, or -1. */
    private int indexOf(byte[] text, int from, int to) {
        for (int at = from; at <= to - text.length; at++) {
            int i = 0;
            while (i < text.length && lowercase(answer[at + i]) == text[i]) {
                i++;
            }
            if (i == text.length) {
                return at;
            }
        }
        return -1;
    }

    private static int lowercase(byte character) {
        return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
