package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StoreSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://host:5432/db?user=me@here&password=secret, jdbc:postgresql://host:5432/db",
        "jdbc:sqlserver://host:1433;databaseName=db;password={se;cret}, jdbc:sqlserver://host:1433;databaseName=db",
        "jdbc:h2:tcp://host/~/a@b;PASSWORD=secret, jdbc:h2:tcp://host/~/a@b",
    })
    void shows_of_a_url_what_is_no_secret(String url, String shown) {
        StoreSettings settings = StoreSettings.of(url).withCredentials("me", "secret");
        assertThat(settings.displayUrl()).isEqualTo(shown);
        assertThat(settings).asString().contains(shown).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://me:secret@host/db?ssl=true",
                "jdbc:sqlserver://me:secret@host:1433",
                "jdbc:h2:tcp://secret@host/~/a",
            })
    void refuses_credentials_before_the_host_without_repeating_them(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoreSettings.of(url))
                .withMessageContaining("before the host")
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("secret"));
    }
}
