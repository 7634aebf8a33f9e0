package io.deviceregistration.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Gives every request an id, which its answer carries and its log lines name: the one that the caller sent, if it is fit to be
 * repeated, or else a new one. Ids of ours are unique among all instances, for each begins them with a number of its own; they
 * can be guessed, and open nothing.
 */
final class RequestIds implements HttpConfiguration.Customizer {

    static final String HEADER = "X-Request-Id";

    static final int MAX_LENGTH = 128;

    private static final int INSTANCE_BYTES = 8;

    /** Of these no log format and no header makes anything else. */
    private static final String MARKS = "._-:/+=@,~";

    private final String instance;
    private final AtomicLong requests = new AtomicLong();

    RequestIds(SecureRandom random) {
        byte[] bytes = new byte[INSTANCE_BYTES];
        random.nextBytes(bytes);
        this.instance = HexFormat.of().formatHex(bytes) + "-";
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        String id = of(request);
        // An answer that is begun anew, as Jetty does to refuse something, has lost its headers.
        request.setAttribute(HEADER, id);
        responseHeaders.put(HEADER, id);
        return request;
    }

    /** The id that the request has: the one that was sent, or a new one. */
    String of(Request request) {
        if (request.getAttribute(HEADER) instanceof String id) {
            return id;
        }
        String sent = request.getHeaders().get(HEADER);
        return isFit(sent) ? sent : instance + requests.incrementAndGet();
    }

    private static boolean isFit(@Nullable String id) {
        if (id == null || id.isEmpty() || id.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (!isFit(id.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFit(char character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || MARKS.indexOf(character) >= 0;
    }
}
