package io.deviceregistration.http.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ClaimPathTest {

    @Test
    void finds_a_name_and_what_lies_deeper() {
        assertThat(find("roles", Map.of("roles", "x"))).isEqualTo("x");
        assertThat(find("a.b.c", Map.of("a", Map.of("b", Map.of("c", "x"))))).isEqualTo("x");
        assertThat(find("a.b", Map.of("a", List.of("b")))).isNull();
        assertThat(find("a.b", Map.of("a", "b"))).isNull();
        assertThat(find("a", Map.of())).isNull();
    }

    @Test
    void takes_the_longest_name_that_is_there() {
        assertThat(find("a.b", Map.of("a.b", "whole", "a", Map.of("b", "deep"))))
                .isEqualTo("whole");
        assertThat(find("https://x.com/roles", Map.of("https://x.com/roles", "x")))
                .isEqualTo("x");
        assertThat(find("https://x.com/app.roles", Map.of("https://x.com/app", Map.of("roles", "x"))))
                .isEqualTo("x");
        assertThat(find(
                        "resource_access.my.client.roles",
                        Map.of("resource_access", Map.of("my.client", Map.of("roles", "x")))))
                .isEqualTo("x");
    }

    @Test
    void minds_no_dots_at_the_ends() {
        assertThat(find(".a.", Map.of("a", "x", ".a.", "y"))).isEqualTo("y");
        assertThat(find("..", Map.of("a", "x"))).isNull();
    }

    @Test
    void must_not_be_blank() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ClaimPath(" "));
    }

    private static Object find(String path, Map<String, Object> claims) {
        return new ClaimPath(path).in(claims);
    }
}
