package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RedactionTest {

    @Test
    void leaves_of_a_key_its_hint() {
        String key = "dvc_abcdefghijklmnopqrstuvwxyz234567";
        assertThat(redacted("X-Device-Key: " + key + "\n\tat " + key + ")"))
                .isEqualTo("X-Device-Key: dvc_abcdef…\n\tat dvc_abcdef…)");
        assertThat(redacted("pvk_abcdefg")).isEqualTo("pvk_abcdef…");
    }

    @Test
    void leaves_of_a_token_nothing() {
        assertThat(redacted("Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln-_A x"))
                .isEqualTo("Bearer (token) x");
        assertThat(redacted("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.")).isEqualTo("(token)");
    }

    @Test
    void leaves_of_a_password_in_a_url_nothing() {
        assertThat(redacted("jdbc:postgresql://host/db?user=me&password=p%26w&ssl=true"))
                .isEqualTo("jdbc:postgresql://host/db?user=me&password=(password)&ssl=true");
        assertThat(redacted("jdbc:sqlserver://host;Password={p;w};encrypt=true"))
                .isEqualTo("jdbc:sqlserver://host;Password=(password);encrypt=true");
        assertThat(redacted("can't read jdbc:postgresql://me:p%26w@host/db and https://host:1/a@b"))
                .isEqualTo("can't read jdbc:postgresql://(credentials)@host/db and https://host:1/a@b");
    }

    @Test
    void leaves_of_a_password_nothing_however_long_it_is() {
        String password = "p\\\\w".repeat(50_000);
        assertThat(Redaction.ofJson("{\"m\":\"password=" + password + "\"}"))
                .isEqualTo("{\"m\":\"password=(password)\"}");
        assertThat(Redaction.ofJson("{\"m\":\"password={" + password + "}\"}"))
                .isEqualTo("{\"m\":\"password=(password)\"}");
    }

    @Test
    void leaves_of_a_hash_nothing() {
        assertThat(redacted("row (Pump, $argon2id$v=19$m=64,t=1,p=1$c2FsdA$aGFz/a+h) '$hmac-sha256$p=1$aGFzaA'"))
                .isEqualTo("row (Pump, (hash)) '(hash)'");
    }

    @Test
    void leaves_hints_and_everything_else_alone() {
        String text = "pvk_abcdef… pvk_ABCDEFGH $1 $argon2id";
        assertThat(redacted(text)).isEqualTo(text);
    }

    private static String redacted(String text) {
        return Redaction.ofText(text);
    }
}
