package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.http.token.SignatureAlgorithm;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdentityProviderSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "127.0.0.1"})
    void allow_any_host(String host) {
        Settings settings = settings(Map.of(
                Setting.HTTP_HOST, host,
                Setting.JWT_ISSUER, "https://login.example.com/",
                Setting.JWT_AUDIENCE, "x"));
        assertThat(settings.httpHost()).isEqualTo(host);
        assertThat(settings.identityProvider()).isNotNull();
    }

    @Test
    void leave_development_mode_on_where_no_issuer_is_set() {
        assertThat(settings(Map.of()).identityProvider()).isNull();
        assertThat(settings(Map.of(Setting.JWT_ISSUER, "")).identityProvider()).isNull();
    }

    @Test
    void need_no_data_folder_beside_another_database() {
        Map<Setting, String> provider =
                Map.of(Setting.JWT_ISSUER, "https://login.example.com", Setting.JWT_AUDIENCE, "x");
        assertThat(settings(provider).usesDataFolder()).isTrue();
        assertThat(settings(Map.of(Setting.DB_URL, "jdbc:h2:mem:x")).usesDataFolder())
                .isTrue();
        assertThat(settings(Map.of(
                                Setting.DB_URL, "jdbc:h2:mem:x",
                                Setting.JWT_ISSUER, "https://login.example.com",
                                Setting.JWT_AUDIENCE, "x"))
                        .usesDataFolder())
                .isFalse();
    }

    @Test
    void take_all_that_can_be_set() {
        assertThat(settings(Map.of(
                                Setting.JWT_ISSUER, "https://login.example.com/realms/x",
                                Setting.JWT_AUDIENCE, "api",
                                Setting.JWT_JWKS_URL, "https://keys.example.com/x?app=y",
                                Setting.JWT_TENANT_CLAIM, "org.id",
                                Setting.JWT_ROLES_CLAIM, "realm_access.roles",
                                Setting.JWT_ADMIN_ROLE, "boss",
                                Setting.JWT_ALGORITHMS, " rs256, "))
                        .identityProvider())
                .hasToString("OidcSettings[issuer=https://login.example.com/realms/x, audience=api,"
                        + " jwksUrl=https://keys.example.com/x?app=y, tenantClaim=org.id,"
                        + " rolesClaim=realm_access.roles, adminRole=boss, algorithms=[RS256]]");
    }

    @Test
    void accept_every_algorithm_by_default() {
        assertThat(Setting.JWT_ALGORITHMS.defaultText())
                .isEqualTo(String.join(
                        ",",
                        Arrays.stream(SignatureAlgorithm.values())
                                .map(Enum::name)
                                .toList()));
    }

    private static Settings settings(Map<Setting, String> flags) {
        return Settings.of(new SettingSources(flags, Map.of(), null));
    }
}
