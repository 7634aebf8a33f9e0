package io.deviceregistration.http;

import io.deviceregistration.core.value.InvalidValueException;
import io.javalin.http.Context;
import java.util.UUID;

/** How handlers answer, and how they read the id in a path. */
final class Answers {

    private Answers() {}

    /** No cache keeps an answer, for it may hold a key; no browser guesses what it is. */
    static void protect(Context ctx) {
        ctx.header("Cache-Control", "no-store");
        ctx.header("X-Content-Type-Options", "nosniff");
    }

    static void json(Context ctx, int status, Object body) {
        ctx.status(status).contentType("application/json").result(Json.write(body));
    }

    /** All that there is to say is that it was done. */
    static void done(Context ctx) {
        done(ctx, 204);
    }

    /** Likewise, for those to whom another status means it. */
    static void done(Context ctx, int status) {
        ctx.status(status).removeHeader("Content-Type");
    }

    /** The path's id. One that can't be an id is one that doesn't exist. */
    static UUID id(Context ctx) {
        try {
            return Ids.parse(ctx.pathParam("id"));
        } catch (InvalidValueException e) {
            throw notFound();
        }
    }

    static ProblemException notFound() {
        return new Problem(ProblemCode.NOT_FOUND, "Your tenant has nothing with this id.").asException();
    }
}
