package io.deviceregistration.app;

import io.deviceregistration.http.OperationsHttp;
import io.deviceregistration.http.RegistrationPage;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/** What a start prints: where it listens, where its data is, how to get a token, and a call that works as it stands. */
final class Welcome {

    private static final String JAR = "registration-app.jar";

    private Welcome() {}

    /** @param operationsPort that of metrics and health, if they have one of their own */
    static String text(Settings settings, int port, @Nullable Integer operationsPort) {
        String url = url(settings.httpHost(), port);
        return "Device registration " + Version.text() + " serves on " + url + "\n"
                + (settings.adapters().identity() == null ? "  Page:        " + url + RegistrationPage.PATH + "\n" : "")
                + operations(settings, operationsPort)
                + (settings.usesDataFolder()
                        ? "  Data folder: "
                                + settings.dataDir().toAbsolutePath().normalize() + "\n"
                        : "")
                + (settings.adapters().store() == null
                        ? "  Database:    " + settings.store().displayUrl() + "\n"
                        : "  Store:       " + settings.adapters().store().name() + "\n")
                + tokens(settings, url)
                + "\nStop with Ctrl-C.\n";
    }

    private static String tokens(Settings settings, String url) {
        if (settings.adapters().identity() != null) {
            return tokensOf(settings.adapters().identity().name(), url);
        }
        return settings.identityProvider() == null
                ? development(url, tokenCommand(settings))
                : tokensOf(
                        settings.identityProvider().issuer() + ", for "
                                + settings.identityProvider().audience(),
                        url);
    }

    private static String url(String host, int port) {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static String operations(Settings settings, @Nullable Integer port) {
        OperationsSettings.Address own = settings.operations().ownAddress();
        return own == null || port == null
                ? ""
                : "  Metrics:     " + url(own.host(), port) + OperationsHttp.METRICS + "\n";
    }

    private static String development(String url, String tokenCommand) {
        return """
                  Tokens:      development mode; whoever can use this machine administers every tenant

                A token for the administrator of the tenant "demo":
                  %s

                A provisioning key for that tenant:
                %s""".formatted(tokenCommand, call(url, "$(" + tokenCommand + ")"));
    }

    private static String tokensOf(String whom, String url) {
        return """
                  Tokens:      of %s

                A provisioning key, with an administrator's token from there in TOKEN:
                %s""".formatted(whom, call(url, "$TOKEN"));
    }

    private static String call(String url, String token) {
        return """
                  curl -s %s/api/v1/edge/keys \\
                    -H "Authorization: Bearer %s" \\
                    -H "Content-Type: application/json" -d '{"label": "First site"}'
                """.formatted(url, token);
    }

    private static String tokenCommand(Settings settings) {
        String dataDir = settings.dataDir().toString();
        String flag = dataDir.equals(Setting.DATA_DIR.defaultText())
                ? ""
                : " " + Setting.DATA_DIR.flag() + " " + quoted(dataDir);
        return "java -jar " + quoted(jar(Welcome.class.getProtectionDomain().getCodeSource())) + " token --tenant demo"
                + flag;
    }

    /** This app's jar, as the shell that started it would name it; its name, if it is no file in a place that Java knows. */
    static String jar(@Nullable CodeSource source) {
        if (source == null || source.getLocation() == null) {
            return JAR;
        }
        try {
            Path jar = Path.of(source.getLocation().toURI());
            Path here = Path.of("").toAbsolutePath();
            return (jar.startsWith(here) ? here.relativize(jar) : jar).toString();
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return JAR;
        }
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9._/:=+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
