package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.cert.Certificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class WelcomeTest {

    @Test
    void names_the_jar_from_where_the_app_was_started() throws MalformedURLException {
        assertThat(Welcome.jar(at(Path.of("lib/app.jar").toUri())))
                .isEqualTo(Path.of("lib/app.jar").toString());
        Path elsewhere = Path.of("").toAbsolutePath().resolveSibling("elsewhere/app.jar");
        assertThat(Welcome.jar(at(elsewhere.toUri()))).isEqualTo(elsewhere.toString());
    }

    @Test
    void has_a_name_for_a_jar_that_is_no_file() throws MalformedURLException {
        assertThat(Welcome.jar(null)).isEqualTo("registration-app.jar");
        assertThat(Welcome.jar(at(null))).isEqualTo("registration-app.jar");
        assertThat(Welcome.jar(at(URI.create("http://127.0.0.1/app.jar")))).isEqualTo("registration-app.jar");
        assertThat(Welcome.jar(at(URI.create("jar:file:/absent.jar!/app.jar")))).isEqualTo("registration-app.jar");
    }

    private static CodeSource at(@Nullable URI location) throws MalformedURLException {
        return new CodeSource(location == null ? null : location.toURL(), (Certificate[]) null);
    }
}
