package io.deviceregistration.app;

import ch.qos.logback.classic.pattern.TargetLengthBasedClassNameAbbreviator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.util.CachingDateFormatter;
import java.util.List;

/**
 * Log lines for people: when, how grave, which thread, which class, and what, at the end of which stands which request it is
 * about, if it is about one. Secrets are taken out. Not a pattern: a start would wait 50 ms for reading one.
 */
final class RedactingLayout extends LayoutBase<ILoggingEvent> {

    private static final int LOGGER_LENGTH = 36;

    private static final List<String> IDS = List.of("request_id", "trace_id");

    private final CachingDateFormatter time = new CachingDateFormatter("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
    private final TargetLengthBasedClassNameAbbreviator logger =
            new TargetLengthBasedClassNameAbbreviator(LOGGER_LENGTH);

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(200).append(time.format(event.getTimeStamp()));
        String level = event.getLevel().toString();
        line.append(' ').append(level).append(" ".repeat(Math.max(0, 5 - level.length())));
        line.append(" [").append(event.getThreadName()).append("] ");
        line.append(logger.abbreviate(event.getLoggerName())).append(' ');
        return line.append(Redaction.ofText(what(event))).toString();
    }

    private static String what(ILoggingEvent event) {
        StringBuilder what = new StringBuilder(String.valueOf(event.getFormattedMessage()));
        for (String id : IDS) {
            String value = event.getMDCPropertyMap().get(id);
            if (value != null && !value.isEmpty()) {
                what.append(' ').append(id).append('=').append(value);
            }
        }
        what.append(System.lineSeparator());
        return event.getThrowableProxy() == null
                ? what.toString()
                : what.append(ThrowableProxyUtil.asString(event.getThrowableProxy()))
                        .toString();
    }
}
