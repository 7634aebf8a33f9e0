package io.deviceregistration.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads a request's body: a JSON object in UTF-8 of at most {@value #MAX_BYTES} bytes. */
final class RequestBody {

    static final int MAX_BYTES = 16 * 1024;

    private RequestBody() {}

    /** @throws ProblemException if the body announces itself as too large, whether or not it is read */
    static void refuseTooLarge(Context ctx) {
        if (ctx.req().getContentLengthLong() > MAX_BYTES) {
            throw tooLarge();
        }
    }

    /** Has the connection end with this answer, if a body is announced that nobody will read: the next request isn't it. */
    static void leaveUnread(Context ctx) {
        if (isAnnounced(ctx)) {
            ctx.header("Connection", "close");
        }
    }

    private static boolean isAnnounced(Context ctx) {
        return ctx.req().getContentLengthLong() > 0 || ctx.header("Transfer-Encoding") != null;
    }

    /**
     * The body, or an empty object if none was sent.
     *
     * @throws ProblemException if the body is anything else
     */
    static Members readIfAny(Context ctx) {
        return isAnnounced(ctx) ? read(ctx) : Members.none();
    }

    /** @throws ProblemException if the body is anything else */
    static Members read(Context ctx) {
        requireJson(ctx.header("Content-Type"), ctx.header("Content-Encoding"));
        String text = decode(bytes(ctx));
        try {
            JsonNode node = Json.read(text);
            if (!node.isObject()) {
                throw malformed("The body must be a JSON object.");
            }
            return new Members(node);
        } catch (JsonProcessingException e) {
            throw malformed("The body is not well-formed JSON%s.".formatted(location(e)));
        }
    }

    private static void requireJson(@Nullable String contentType, @Nullable String encoding) {
        String mediaType = contentType == null ? "" : contentType.split(";", 2)[0].strip();
        if (!mediaType.equalsIgnoreCase("application/json")) {
            throw new Problem(
                            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                            "Send the body as application/json, with a Content-Type header that says so.")
                    .asException();
        }
        if (encoding != null && !encoding.toLowerCase(Locale.ROOT).equals("identity")) {
            throw new Problem(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send the body without Content-Encoding.")
                    .asException();
        }
    }

    private static byte[] bytes(Context ctx) {
        try {
            byte[] bytes = ctx.bodyInputStream().readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw tooLarge();
            }
            return bytes;
        } catch (IOException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw ProblemAnswers.requestTimeout().asException();
            }
            throw malformed("The body ended before it was complete.");
        }
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("The body is not UTF-8.");
        }
    }

    /** Where, but not what: a parser's own words may repeat what was sent. */
    private static String location(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " at line %d, column %d"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }

    private static ProblemException tooLarge() {
        return new Problem(ProblemCode.BODY_TOO_LARGE, "The body may have at most " + MAX_BYTES + " bytes.")
                .withHeader("Connection", "close")
                .asException();
    }

    private static ProblemException malformed(String detail) {
        return new Problem(ProblemCode.MALFORMED_JSON, detail).asException();
    }
}
