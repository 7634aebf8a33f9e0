package io.deviceregistration.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PageClientTest {

    @ParameterizedTest
    @ValueSource(strings = {"openid", "openid profile", "openid api://x/.default", "a!#[]~"})
    void takes_any_scope(String scope) {
        assertThat(new PageClient("x", scope).scope()).isEqualTo(scope);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "openid  profile", " openid", "openid,profile\n", "\"openid\"", "a\\b"})
    void refuses_what_is_no_scope(String scope) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PageClient("x", scope))
                .withMessageContaining("such as openid");
    }

    @Test
    void needs_an_id() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PageClient(" ", "openid"));
    }
}
