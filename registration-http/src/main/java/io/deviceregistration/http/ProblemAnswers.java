package io.deviceregistration.http;

import io.deviceregistration.core.fault.StorageUnavailableException;
import io.deviceregistration.core.key.HashingException;
import io.deviceregistration.core.key.HashingOverloadedException;
import io.deviceregistration.http.token.IdentityProviderUnavailableException;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns everything that ends a request early into a problem document. */
final class ProblemAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);
    private static final int RADIX = 36;

    private final Clock clock;
    private final FailedCredentials failedCredentials;
    private final AtomicLong errors = new AtomicLong();

    ProblemAnswers(Clock clock, FailedCredentials failedCredentials) {
        this.clock = clock;
        this.failedCredentials = failedCredentials;
    }

    void addTo(JavalinConfig config) {
        // Named, for Javalin has an answer of its own to these.
        config.routes.exception(HttpResponseException.class, (e, ctx) -> answer(ctx, e));
        config.routes.exception(Exception.class, (e, ctx) -> answer(ctx, e));
        config.router.javaLangErrorHandler((response, error) -> {
            // Javalin has set the status; the body is left empty, for memory may be what is missing.
            LoggedRequest logged = LoggedRequest.begin(response);
            LOG.error("internal error {}", nextId(), error);
            logged.end();
        });
    }

    void answer(Context ctx, Exception e) {
        LoggedRequest logged = LoggedRequest.begin(ctx);
        try {
            answer(ctx, problem(ctx, e));
        } finally {
            logged.end();
        }
    }

    private Problem problem(Context ctx, Exception e) {
        if (e instanceof ProblemException ended) {
            return failedCredentials.limited(ctx, ended.problem());
        }
        if (e instanceof HttpResponseException ended) {
            return problem(ended);
        }
        if (e instanceof HashingOverloadedException) {
            return overloaded();
        }
        if (e instanceof StorageUnavailableException fault) {
            return unavailable(fault);
        }
        if (e instanceof IdentityProviderUnavailableException) {
            // Not logged: each failed call to the provider is, and whoever can reach us can have many of these.
            return identityProviderUnavailable();
        }
        return e instanceof HashingException fault ? unverifiable(fault) : internalError(e);
    }

    private static void answer(Context ctx, Problem problem) {
        Answers.protect(ctx);
        problem.headers().forEach(ctx::header);
        ctx.status(problem.code().status())
                .contentType(ProblemDocument.MEDIA_TYPE)
                .result(ProblemDocument.of(problem));
    }

    private static Problem problem(HttpResponseException e) {
        if (e instanceof MethodNotAllowedResponse) {
            return Routes.methodNotAllowed(e.getDetails().getOrDefault("availableMethods", ""));
        }
        return ofStatus(e.getStatus());
    }

    /** The problem for a status that Javalin or Jetty chose. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 404 -> new Problem(ProblemCode.NOT_FOUND, "There is nothing at this address.");
            case 408 -> requestTimeout();
            case 413 -> new Problem(ProblemCode.BODY_TOO_LARGE, "Send a smaller body.");
            case 414 -> new Problem(ProblemCode.URI_TOO_LONG, "Send a shorter address.");
            case 431 -> new Problem(ProblemCode.HEADERS_TOO_LARGE, "Send fewer or shorter headers.");
            case 503 -> overloaded();
            // Not this server's fault, though its number says so: the client speaks another version of HTTP, or none.
            case 505 -> new Problem(ProblemCode.INVALID_REQUEST, "Speak HTTP/1.1.");
            default ->
                status < 500
                        ? new Problem(
                                ProblemCode.INVALID_REQUEST, "The request is not valid HTTP, or not for this service.")
                        : new Problem(ProblemCode.INTERNAL_ERROR, "The request could not be answered.");
        };
    }

    /** On a connection that is of no more use: the rest of the request may still come. */
    static Problem requestTimeout() {
        return new Problem(ProblemCode.REQUEST_TIMEOUT, "Send the request again, all at once.")
                .withHeader("Connection", "close");
    }

    private static Problem overloaded() {
        return new Problem(ProblemCode.OVERLOADED, "Try again in a moment.").withHeader("Retry-After", "1");
    }

    private static Problem unavailable(StorageUnavailableException e) {
        // In one line: while a database is away, every request says so.
        LOG.warn("{}: {}", e.getMessage(), e.getCause() == null ? "" : firstLine(e.getCause()));
        LOG.debug("{}", e.getMessage(), e);
        return new Problem(ProblemCode.STORAGE_UNAVAILABLE, "Try again in a moment.").withHeader("Retry-After", "5");
    }

    private static Problem identityProviderUnavailable() {
        return new Problem(
                        ProblemCode.IDENTITY_PROVIDER_UNAVAILABLE,
                        "Tokens can't be checked just now. Try again in a moment.")
                .withHeader("Retry-After", "5");
    }

    /** The installation lacks what it takes to check a key, such as a pepper: in one line, for it is the same each time. */
    private Problem unverifiable(HashingException e) {
        String id = nextId();
        LOG.error("internal error {}: {}", id, e.getMessage());
        LOG.debug("internal error {}", id, e);
        return internalError(id);
    }

    private static String firstLine(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }

    private Problem internalError(Exception e) {
        String id = nextId();
        LOG.error("internal error {}", id, e);
        return internalError(id);
    }

    private static Problem internalError(String id) {
        return new Problem(ProblemCode.INTERNAL_ERROR, "Tell the operator this id: " + id);
    }

    /** Finds a log line; unique while the process lives, and nearly so beyond. */
    private String nextId() {
        return Long.toString(clock.millis(), RADIX) + "-" + errors.incrementAndGet();
    }
}
