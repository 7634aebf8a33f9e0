package io.deviceregistration.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;

/**
 * Has log lines go to standard error; Logback finds it by its service file. As code, and not as XML, which takes a fifth of a
 * second of each start to read.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_NORMAL_PRIORITY)
public final class LogConfiguration extends ContextAwareBase implements Configurator {

    /** The name of what writes the lines. */
    static final String APPENDER = "stderr";

    @Override
    public ExecutionStatus configure(LoggerContext logging) {
        // Liquibase logs through java.util.logging: the levels set here hold there too.
        LevelChangePropagator levels = new LevelChangePropagator();
        levels.setContext(logging);
        levels.setResetJUL(true);
        levels.start();
        logging.addListener(levels);
        Logger root = logging.getLogger(Logger.ROOT_LOGGER_NAME);
        // The level is the setting log-level; until that is read, only what is wrong is said.
        root.setLevel(Level.WARN);
        root.addAppender(appender(logging));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static ConsoleAppender<ILoggingEvent> appender(LoggerContext logging) {
        RedactingLayout layout = new RedactingLayout();
        layout.setContext(logging);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(logging);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(logging);
        appender.setName(APPENDER);
        appender.setTarget(ConsoleTarget.SystemErr.getName());
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
