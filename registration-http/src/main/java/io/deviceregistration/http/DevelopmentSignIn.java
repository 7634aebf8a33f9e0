package io.deviceregistration.http;

import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.http.token.DevelopmentTokens;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Signs the page in in development mode: a token for the asking. Only for the page itself: other websites in the
 * developer's browser can reach this address too, and so can who makes a name of theirs point to it (DNS rebinding).
 */
final class DevelopmentSignIn {

    private static final Duration LIFETIME = Duration.ofHours(8);
    private static final Subject DEVELOPER = new Subject("developer");

    /** What proxies add, as far as they say that they are there. */
    private static final List<String> PROXIED =
            List.of("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP");

    private static final Pattern LOOPBACK =
            Pattern.compile("(?:localhost|127(?:\\.\\d{1,3}){3}|\\[::1])(?::\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    private final DevelopmentTokens tokens;
    private final Clock clock;

    DevelopmentSignIn(DevelopmentTokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    void issue(Context ctx) {
        requireOwnPage(ctx);
        Members members = RequestBody.read(ctx);
        Members.Required<TenantId> tenant = members.requiredText("tenant", TenantId::new);
        members.check();
        Instant expiresAt = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(LIFETIME);
        String token = tokens.issue(tenant.get(), DEVELOPER, DevelopmentTokens.ADMIN_ROLE, LIFETIME);
        Answers.json(ctx, 200, new DevelopmentTokenResponse(token, expiresAt));
    }

    /** Browsers can't be made to leave these headers out. Programs can, and development mode trusts whatever runs here. */
    private static void requireOwnPage(Context ctx) {
        if (PROXIED.stream().anyMatch(name -> !headers(ctx, name).isEmpty())) {
            throw new Problem(
                            ProblemCode.FOREIGN_ORIGIN,
                            "Development mode is for this machine alone: open the page without a proxy, or set jwt-issuer.")
                    .asException();
        }
        List<String> hosts = headers(ctx, "Host");
        boolean here = hosts.size() == 1 && LOOPBACK.matcher(hosts.get(0)).matches();
        if (!here
                || !headers(ctx, "Origin").stream().allMatch((ctx.scheme() + "://" + hosts.get(0))::equalsIgnoreCase)
                || !headers(ctx, "Sec-Fetch-Site").stream().allMatch("same-origin"::equals)) {
            throw new Problem(
                            ProblemCode.FOREIGN_ORIGIN,
                            "Open the page by an address of this machine, such as http://127.0.0.1:8080"
                                    + RegistrationPage.PATH + ".")
                    .asException();
        }
    }

    private static List<String> headers(Context ctx, String name) {
        return Collections.list(ctx.req().getHeaders(name));
    }
}
