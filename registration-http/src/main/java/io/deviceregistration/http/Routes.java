package io.deviceregistration.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The route table. Whatever can be got can be asked for with HEAD as well, through the same handler. */
final class Routes {

    private final RoutesConfig config;
    private final Map<String, List<HandlerType>> methods = new LinkedHashMap<>();

    Routes(RoutesConfig config) {
        this.config = config;
    }

    void get(String path, Handler handler) {
        add(HandlerType.GET, path, handler);
        // Left to itself, Javalin answers HEAD with 200 and asks no handler, so nobody's credentials either.
        add(HandlerType.HEAD, path, handler);
    }

    void post(String path, Handler handler) {
        add(HandlerType.POST, path, handler);
    }

    void patch(String path, Handler handler) {
        add(HandlerType.PATCH, path, handler);
    }

    void delete(String path, Handler handler) {
        add(HandlerType.DELETE, path, handler);
    }

    /**
     * A route that cares neither for the method nor for a body. It ends the request before a handler for one method is looked for, so it is
     * the router that says which paths are meant, and no request's method has to be changed.
     */
    void anyMethod(String path, Handler handler) {
        answerAny(path, guarded(path, handler));
    }

    /** All routes below a path, likewise: the rest of the path and the query are another service's, so nobody reads them. */
    void anyMethodBelow(String path, Handler handler) {
        String below = path + "/*";
        answerAny(below, ctx -> {
            RequestMeters.note(ctx, below);
            Answers.protect(ctx);
            handler.handle(ctx);
        });
    }

    private void answerAny(String path, Handler handler) {
        Handler logged = logged(handler);
        config.before(path, ctx -> {
            RequestBody.leaveUnread(ctx);
            logged.handle(ctx);
            ctx.skipRemainingHandlers();
        });
    }

    /**
     * Has every path so far answer 405 to the methods that it has no route for, even where a later path with a parameter
     * would match: {@code GET /devices/register} is not the device whose id is "register".
     */
    void refuseOtherMethods() {
        methods.forEach((path, allowed) -> config.before(path, ctx -> {
            if (!allowed.contains(ctx.method())) {
                RequestMeters.note(ctx, path);
                throw methodNotAllowed(allowed.stream().map(HandlerType::name).collect(Collectors.joining(", ")))
                        .asException();
            }
        }));
        methods.clear();
    }

    static Problem methodNotAllowed(String allowed) {
        return new Problem(ProblemCode.METHOD_NOT_ALLOWED, "Allowed here: " + allowed + ".")
                .withHeader("Allow", allowed);
    }

    private void add(HandlerType method, String path, Handler handler) {
        methods.computeIfAbsent(path, added -> new ArrayList<>()).add(method);
        Handler logged = logged(handler);
        config.addHttpHandler(method, path, guarded(path, ctx -> {
            RequestBody.refuseTooLarge(ctx);
            logged.handle(ctx);
        }));
    }

    private static Handler logged(Handler handler) {
        return ctx -> {
            LoggedRequest logged = LoggedRequest.begin(ctx);
            try {
                handler.handle(ctx);
            } finally {
                logged.end();
            }
        };
    }

    /** Whatever the handler reads of the query, a malformed one is refused. */
    private static Handler guarded(String path, Handler handler) {
        return ctx -> {
            RequestMeters.note(ctx, path);
            Answers.protect(ctx);
            Query.of(ctx);
            handler.handle(ctx);
        };
    }
}
