package io.deviceregistration.http.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OidcSettingsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://login.microsoftonline.com/5f0f6d4e-1d6b-4d2c-9a55-2f1f3a0c9b11/v2.0",
                "https://example.eu.auth0.com/",
                "http://localhost:8080/realms/x",
                "http://127.0.0.1",
                "http://[::1]:8080"
            })
    void take_https_issuers_and_those_of_this_machine(String issuer) {
        assertThat(OidcSettings.builder(URI.create(issuer), "x").build().issuer())
                .hasToString(issuer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://192.168.0.1",
                "http://0.0.0.0",
                "ftp://localhost",
                "file:///etc/issuer",
                "https:/x",
                "https:x",
                "example.com",
                "",
                "https://user:secret@example.com",
                "https://example.com/#x",
                "https://example.com/?x"
            })
    void take_no_other_issuer(String issuer) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OidcSettings.builder(URI.create(issuer), "x"))
                .withMessageStartingWith("the issuer must")
                .withMessageNotContaining("secret");
    }

    @Test
    void refuse_what_could_never_work() {
        assertThatIllegalArgumentException().isThrownBy(() -> OidcSettings.builder(URI.create("https://x"), " "));
        OidcSettings.Builder builder = OidcSettings.builder(URI.create("https://x"), "y");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.jwksUrl(URI.create("http://x/keys")));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.tenantClaim(""));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.rolesClaim(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.adminRole(""));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.algorithms(Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "HS512", "EdDSA", "ES256K", "RSA1_5", ""})
    void know_no_algorithm_without_a_private_key(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignatureAlgorithm.of(name))
                .withMessageContaining("RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512");
    }

    @Test
    void know_algorithms_in_any_case() {
        assertThat(SignatureAlgorithm.of("ps384")).isEqualTo(SignatureAlgorithm.PS384);
    }
}
