package io.deviceregistration.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;
import java.util.regex.Pattern;

/**
 * Takes provisioning keys, device keys, their hashes and tokens out of log lines, leaving a key's hint, and passwords out of database
 * URLs. Nothing here logs them; this is for what a library might.
 */
public final class RedactingConverter extends CompositeConverter<ILoggingEvent> {

    private static final Pattern KEY = Pattern.compile("(pvk|dvc)_([a-z2-7]{6})[a-z2-7]+");
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");
    /** What is stored of a key, as a PHC string. */
    private static final Pattern HASH = Pattern.compile("\\$(argon2id|hmac-sha256)\\$[^\\s'\"()]+");
    /** A password that holds what ends a parameter stands in braces in SQL Server's URLs. */
    private static final Pattern PASSWORD =
            Pattern.compile("(password|pwd)=(\\{[^}]*}|[^&;\\s]+)", Pattern.CASE_INSENSITIVE);

    @Override
    protected String transform(ILoggingEvent event, String text) {
        return redacted(text);
    }

    static String redacted(String text) {
        String withoutKeys =
                TOKEN.matcher(KEY.matcher(text).replaceAll("$1_$2…")).replaceAll("(token)");
        String withoutHashes = HASH.matcher(withoutKeys).replaceAll("(hash)");
        return PASSWORD.matcher(withoutHashes).replaceAll("$1=(password)");
    }
}
