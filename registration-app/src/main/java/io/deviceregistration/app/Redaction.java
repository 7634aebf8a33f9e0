package io.deviceregistration.app;

import java.util.regex.Pattern;

/**
 * Takes provisioning keys, device keys, their hashes and tokens out of log lines, leaving a key's hint, and passwords out of
 * database URLs. Nothing here logs them; this is for what a library might.
 */
final class Redaction {

    private static final Pattern KEY = Pattern.compile("(pvk|dvc)_([a-z2-7]{6})[a-z2-7]+");
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

    /** What is stored of a key, as a PHC string. */
    private static final Pattern HASH = Pattern.compile("\\$(argon2id|hmac-sha256)\\$[^\\s'\"()\\\\]+");

    /** A password that holds what ends a parameter stands in braces in SQL Server's URLs. */
    private static final Pattern PASSWORD =
            Pattern.compile("(password|pwd)=(\\{[^}]*}|[^&;\\s]+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern CREDENTIALS = Pattern.compile("//[^/@:\\s]++:[^/@\\s]++@");

    /** In JSON, where a quote or backslash of the password has a backslash before it, and a bare quote ends the text. */
    private static final Pattern PASSWORD_IN_JSON = Pattern.compile(
            "(password|pwd)=(\\{(?:\\\\.|[^}\"\\\\])*+}|(?:\\\\.|[^&;\\s\"\\\\])++)", Pattern.CASE_INSENSITIVE);

    private Redaction() {}

    static String ofText(String text) {
        return PASSWORD.matcher(withoutKeys(text)).replaceAll("$1=(password)");
    }

    /** Of a JSON document, which stays one. */
    static String ofJson(String json) {
        return PASSWORD_IN_JSON.matcher(withoutKeys(json)).replaceAll("$1=(password)");
    }

    private static String withoutKeys(String text) {
        String withoutTokens =
                TOKEN.matcher(KEY.matcher(text).replaceAll("$1_$2…")).replaceAll("(token)");
        String withoutHashes = HASH.matcher(withoutTokens).replaceAll("(hash)");
        return CREDENTIALS.matcher(withoutHashes).replaceAll("//(credentials)@");
    }
}
