package io.deviceregistration.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** How much is logged, and how. */
final class Logging {

    /** What libraries say below this is of no use to an operator, until the operator asks for it. */
    private static final List<String> LIBRARIES =
            List.of("io.javalin", "com.zaxxer.hikari", "org.postgresql", "com.microsoft.sqlserver");

    /** Jetty's details show requests byte by byte, keys included: they are never logged. */
    private static final String BYTE_BY_BYTE = "org.eclipse.jetty";

    /** What they say when something fails, they throw as well, and this project says it in one line. */
    private static final List<String> SAID_BY_US = List.of(
            "io.javalin.Javalin",
            "liquibase",
            "com.zaxxer.hikari.pool.ProxyConnection",
            "org.postgresql.util.PGPropertyUtil",
            "com.microsoft.sqlserver.jdbc.internals.SQLServerConnection");

    /**
     * They warn of malformed requests alone, which get an answer that says so: any client could fill the log with them, and
     * with what it likes, for they repeat what was sent. That may be a token that stands in the wrong place.
     */
    private static final List<String> CLIENTS_MISTAKES =
            List.of("org.eclipse.jetty.http.HttpParser", "org.eclipse.jetty.util.HostPort");

    private static final CompletableFuture<LoggerContext> CONTEXT =
            Background.begin(() -> (LoggerContext) LoggerFactory.getILoggerFactory());

    private Logging() {}

    /**
     * Begins to set up what is logged with; {@code then} runs after that, on another thread. Until {@link #awaitReady} has
     * returned, nobody else may ask for a logger: SLF4J has none to give yet.
     */
    static void prepare(Runnable then) {
        CONTEXT.thenRunAsync(then, Background.THREADS);
    }

    static void awaitReady() {
        Background.result(CONTEXT);
    }

    static void setLevel(Level level) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        LoggerContext context = CONTEXT.join();
        // The root last: a server is being loaded meanwhile, and what it says must not come before it is known to be
        // too much.
        Level forLibraries = level.isGreaterOrEqual(Level.INFO) ? atLeast(Level.WARN, level) : level;
        LIBRARIES.forEach(name -> context.getLogger(name).setLevel(forLibraries));
        Level saidTwice = level.isGreaterOrEqual(Level.INFO) ? Level.OFF : level;
        SAID_BY_US.forEach(name -> context.getLogger(name).setLevel(saidTwice));
        context.getLogger(BYTE_BY_BYTE).setLevel(atLeast(Level.WARN, level));
        CLIENTS_MISTAKES.forEach(Logging::silence);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level);
    }

    /** Until this is called, lines are plain. */
    static void setFormat(LogFormat format) {
        if (format == LogFormat.PLAIN) {
            return;
        }
        LoggerContext context = CONTEXT.join();
        ConsoleAppender<ILoggingEvent> appender = (ConsoleAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(LogConfiguration.APPENDER);
        RedactingJsonEncoder encoder = new RedactingJsonEncoder();
        encoder.setContext(context);
        encoder.start();
        appender.setEncoder(encoder);
    }

    /** Leaves out what a part of a library warns of, where it is known to be of no account. */
    static void silence(String name) {
        CONTEXT.join().getLogger(name).setLevel(Level.OFF);
    }

    private static Level atLeast(Level floor, Level level) {
        return level.isGreaterOrEqual(floor) ? level : floor;
    }
}
