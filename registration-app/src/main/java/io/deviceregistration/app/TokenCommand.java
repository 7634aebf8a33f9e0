package io.deviceregistration.app;

import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.http.token.DevelopmentTokens;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;

/** {@code token}: prints an administrator's token in development mode. */
final class TokenCommand {

    private TokenCommand() {}

    static void run(
            Settings settings, TenantId tenant, Subject subject, String role, Duration lifetime, PrintWriter out) {
        if (settings.identityProvider() != null) {
            throw new SettingsException("token: in development mode only; with " + Setting.JWT_ISSUER.flag()
                    + " set, tokens come from " + settings.identityProvider().issuer());
        }
        if (settings.adapters().identity() != null) {
            throw new SettingsException("token: in development mode only; with " + Setting.IDENTITY.flag()
                    + " set, tokens come from " + settings.adapters().identity().name());
        }
        DevelopmentTokens tokens =
                new DevelopmentTokens(DevelopmentKeyFile.read(settings.dataDir()), Clock.systemUTC());
        out.println(tokens.issue(tenant, subject, role, lifetime));
    }
}
