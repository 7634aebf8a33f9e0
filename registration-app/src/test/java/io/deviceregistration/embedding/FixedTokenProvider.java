package io.deviceregistration.embedding;

import io.deviceregistration.app.adapter.AdministratorTokensProvider;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.http.token.AdministratorTokens;
import io.deviceregistration.http.token.TokenCheck;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;

/** Another team's identity: one token, for the administrator of one tenant. */
public final class FixedTokenProvider implements AdministratorTokensProvider {

    @Override
    public String name() {
        return "fixed-token";
    }

    @Override
    public AdministratorTokens create(Map<String, String> settings) {
        byte[] expected = settings.getOrDefault("token", "").getBytes(StandardCharsets.UTF_8);
        if (expected.length < 32) {
            throw new IllegalArgumentException("identity.token must have 32 characters or more");
        }
        Administrator administrator =
                new Administrator(new TenantId(settings.getOrDefault("tenant", "acme")), new Subject("operator"));
        return token -> MessageDigest.isEqual(expected, token.getBytes(StandardCharsets.UTF_8))
                ? new TokenCheck.Accepted(administrator)
                : new TokenCheck.Invalid("the token is not the one");
    }
}
