package io.deviceregistration.app;

import io.deviceregistration.app.SettingSources.Sourced;
import io.deviceregistration.http.PageClient;
import io.deviceregistration.http.token.OidcSettings;
import io.deviceregistration.http.token.SignatureAlgorithm;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings that say whose tokens administrators sign in with. */
final class IdentityProviderSettings {

    private static final Set<Setting> OF_AN_ISSUER = EnumSet.of(
            Setting.JWT_AUDIENCE,
            Setting.JWT_JWKS_URL,
            Setting.JWT_TENANT_CLAIM,
            Setting.JWT_ROLES_CLAIM,
            Setting.JWT_ADMIN_ROLE,
            Setting.JWT_ALGORITHMS,
            Setting.PAGE_CLIENT_ID,
            Setting.PAGE_SCOPE);

    /** Those, and the issuer. */
    static final Set<Setting> ALL = EnumSet.of(Setting.JWT_ISSUER, OF_AN_ISSUER.toArray(Setting[]::new));

    private IdentityProviderSettings() {}

    /**
     * These settings, or null where no issuer is set.
     *
     * @throws SettingsException naming the first bad one, or those that are of no use without an issuer
     */
    static @Nullable OidcSettings of(SettingSources sources) {
        Sourced issuer = sources.find(Setting.JWT_ISSUER).orElse(null);
        if (issuer == null) {
            requireNone(sources);
            return null;
        }
        Sourced audience = sources.find(Setting.JWT_AUDIENCE)
                .orElseThrow(() -> new SettingsException(issuer.source() + ": set " + Setting.JWT_AUDIENCE.flag()
                        + " as well, or the issuer's tokens for any other service would be accepted"));
        OidcSettings.Builder builder = Settings.checked(
                sources.whichAreSet(EnumSet.of(Setting.JWT_ISSUER, Setting.JWT_AUDIENCE)),
                () -> OidcSettings.builder(url(issuer.text()), audience.text()));
        if (sources.find(Setting.JWT_JWKS_URL).isPresent()) {
            Settings.required(sources, Setting.JWT_JWKS_URL, text -> builder.jwksUrl(url(text)));
        }
        Settings.required(sources, Setting.JWT_TENANT_CLAIM, builder::tenantClaim);
        Settings.required(sources, Setting.JWT_ROLES_CLAIM, builder::rolesClaim);
        Settings.required(sources, Setting.JWT_ADMIN_ROLE, builder::adminRole);
        Settings.required(sources, Setting.JWT_ALGORITHMS, text -> builder.algorithms(algorithms(text)));
        return builder.build();
    }

    /**
     * What the page is at the issuer, or null where that isn't set.
     *
     * @throws SettingsException naming a bad setting, or a scope that is of no use without a client
     */
    static @Nullable PageClient pageClient(SettingSources sources) {
        Sourced client = sources.find(Setting.PAGE_CLIENT_ID).orElse(null);
        if (client == null) {
            String scope = sources.whichAreSet(EnumSet.of(Setting.PAGE_SCOPE));
            if (!scope.isEmpty()) {
                throw new SettingsException(scope + ": only together with " + Setting.PAGE_CLIENT_ID.flag());
            }
            return null;
        }
        String scope = sources.find(Setting.PAGE_SCOPE).orElseThrow().text();
        return Settings.checked(
                sources.whichAreSet(EnumSet.of(Setting.PAGE_CLIENT_ID, Setting.PAGE_SCOPE)),
                () -> new PageClient(client.text(), scope));
    }

    /** A setting that has no effect would leave its author believing that it has. */
    private static void requireNone(SettingSources sources) {
        String set = sources.whichAreSet(OF_AN_ISSUER);
        if (!set.isEmpty()) {
            throw new SettingsException(set + ": only together with " + Setting.JWT_ISSUER.flag());
        }
    }

    private static URI url(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("must be a URL, such as https://login.example.com/realms/acme", e);
        }
    }

    private static List<SignatureAlgorithm> algorithms(String text) {
        return Settings.list(text).stream().map(SignatureAlgorithm::of).toList();
    }
}
