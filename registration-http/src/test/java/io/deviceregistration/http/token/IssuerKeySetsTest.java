package io.deviceregistration.http.token;

import static io.deviceregistration.http.token.TestKeys.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is taken from the issuer, and what is not. */
final class IssuerKeySetsTest {

    private TestIssuer issuer;

    @BeforeEach
    void start() {
        issuer = new TestIssuer(FIRST);
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void come_from_where_the_discovery_document_says() throws Exception {
        issuer.answer("/moved", 200, "{\"keys\": [" + TestKeys.SECOND.toPublicJWK() + "]}");
        assertThat(ids(discovering())).containsExactly("first");
        issuer.discovery(issuer.url().toString(), issuer.url() + "/moved");
        assertThat(ids(discovering())).containsExactly("second");
    }

    @Test
    void come_from_a_configured_address_without_discovery() throws Exception {
        OidcSettings settings = OidcSettings.builder(URI.create("https://issuer.example.com"), "x")
                .jwksUrl(issuer.keysUrl())
                .build();
        assertThat(ids(settings)).containsExactly("first");
        assertThat(issuer.asked(TestIssuer.DISCOVERY)).isZero();
    }

    @Test
    void are_found_for_an_issuer_with_a_path_and_with_a_slash_at_its_end() throws Exception {
        for (String path : List.of("/realms/x", "/realms/x/", "/")) {
            String url = issuer.url() + path;
            issuer.answer(
                    path.replaceFirst("/$", "") + TestIssuer.DISCOVERY,
                    200,
                    "{\"issuer\": \"" + url + "\", \"jwks_uri\": \"" + issuer.keysUrl() + "\"}");
            assertThat(ids(OidcSettings.builder(URI.create(url), "x").build())).containsExactly("first");
        }
    }

    @Test
    void are_not_taken_from_another_issuer() {
        for (String other : List.of("https://example.com", issuer.url() + "/", "")) {
            issuer.discovery(other, issuer.keysUrl().toString());
            assertFails("another issuer");
        }
        assertThat(issuer.asked(TestIssuer.KEYS)).isZero();
    }

    @Test
    void are_not_taken_from_an_address_that_others_could_change_on_the_way() {
        for (String address :
                List.of("http://example.com/keys", "ftp://localhost/keys", "file:///etc/keys", "/keys", "%")) {
            issuer.discovery(issuer.url().toString(), address);
            assertFails("jwks_uri must be an https URL");
        }
        issuer.answer(TestIssuer.DISCOVERY, 200, "{\"issuer\": \"" + issuer.url() + "\"}");
        assertFails("no jwks_uri");
    }

    @Test
    void are_not_taken_from_this_machine_where_the_issuer_is_another() throws Exception {
        OidcSettings remote = OidcSettings.builder(URI.create("https://issuer.example.com"), "x")
                .build();
        for (String address : List.of("http://127.0.0.1/keys", "http://localhost:8080/keys", "http://[::1]/keys")) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> keysAddress(remote, address))
                    .withMessageContaining("jwks_uri must be an https URL");
            assertThat(keysAddress(discovering(), address)).isEqualTo(URI.create(address));
        }
        assertThat(keysAddress(remote, "https://keys.example.com/x"))
                .isEqualTo(URI.create("https://keys.example.com/x"));
    }

    @Test
    void are_not_taken_from_where_a_redirect_leads() {
        issuer.answer("/elsewhere", 200, "{\"keys\": [" + FIRST.toPublicJWK() + "]}");
        issuer.redirect(TestIssuer.KEYS, "/elsewhere");
        assertFails("status 302");
        assertThat(issuer.asked("/elsewhere")).isZero();
    }

    @Test
    void are_given_up_when_there_are_too_many() {
        String key = FIRST.toPublicJWK().toJSONString();
        int enough = JsonDocuments.MAX_BYTES / key.length() + 1;
        issuer.answer(TestIssuer.KEYS, 200, "{\"keys\": [" + (key + ",").repeat(enough) + key + "]}");
        assertFails("more than 262144 bytes");
        issuer.answer(TestIssuer.KEYS, 200, "{\"keys\": [" + key + "]}" + " ".repeat(64 * JsonDocuments.MAX_BYTES));
        assertFails("more than 262144 bytes");
    }

    @Test
    void are_given_up_when_they_take_too_long() {
        issuer.hold(TestIssuer.KEYS);
        JsonDocuments impatient = new JsonDocuments(Duration.ofMillis(100));
        assertFails(new IssuerKeySets(discovering(), impatient), "longer than 100 ms");
    }

    @Test
    void are_missed_in_words_that_fit_in_a_line() {
        issuer.answer(TestIssuer.DISCOVERY, 404, "line\nafter line");
        assertFails(TestIssuer.DISCOVERY + ": it answers with status 404");
        issuer.answer(TestIssuer.DISCOVERY, 200, "line\nafter line");
        assertFails("something else than a JSON object");
        issuer.discovery(issuer.url().toString(), issuer.keysUrl().toString());
        issuer.publish(TestKeys.none());
        assertFails("no key that could check a signature");
        issuer.stop();
        assertFails(issuer.url() + TestIssuer.DISCOVERY);
    }

    private OidcSettings discovering() {
        return OidcSettings.builder(issuer.url(), "x").build();
    }

    private static URI keysAddress(OidcSettings settings, String address) throws IOException {
        return new IssuerKeySets(settings, new JsonDocuments(JsonDocuments.DEADLINE))
                .keysAddress(URI.create("https://issuer.example.com/discovery"), Map.of("jwks_uri", address));
    }

    private static List<String> ids(OidcSettings settings) throws JWKSetRetrievalException {
        IssuerKeySets sets = new IssuerKeySets(settings, new JsonDocuments(JsonDocuments.DEADLINE));
        return sets.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), 0, null).getKeys().stream()
                .map(JWK::getKeyID)
                .toList();
    }

    private void assertFails(String reason) {
        assertFails(new IssuerKeySets(discovering(), new JsonDocuments(JsonDocuments.DEADLINE)), reason);
    }

    private static void assertFails(IssuerKeySets sets, String reason) {
        assertThatExceptionOfType(JWKSetRetrievalException.class)
                .isThrownBy(() -> sets.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), 0, null))
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
    }
}
