package io.deviceregistration.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/** The route table. Whatever can be got can be asked for with HEAD as well, through the same handler. */
final class Routes {

    private final RoutesConfig config;

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

    /** A route that doesn't care for the method; {@link RequestNormalizer} turns all of them into GET. */
    void anyMethod(String path, Handler handler) {
        get(path, handler);
    }

    private void add(HandlerType method, String path, Handler handler) {
        config.addHttpHandler(method, path, ctx -> {
            Answers.protect(ctx);
            handler.handle(ctx);
        });
    }
}
