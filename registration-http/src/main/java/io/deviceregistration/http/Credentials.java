package io.deviceregistration.http;

import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.http.token.AdministratorTokens;
import io.deviceregistration.http.token.TokenCheck;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;

/** What callers prove themselves with, out of the request's headers. */
final class Credentials {

    static final String PROVISIONING_KEY = "X-Provisioning-Key";
    static final String DEVICE_KEY = "X-Device-Key";

    private static final String REALM = " realm=\"device-registration\"";
    private static final String BEARER = "Bearer ";

    private final AdministratorTokens tokens;
    private final ClientAddresses addresses;

    Credentials(AdministratorTokens tokens, ClientAddresses addresses) {
        this.tokens = tokens;
        this.addresses = addresses;
    }

    /** @throws ProblemException if there is no well-formed provisioning key */
    static PlainKey provisioningKey(Context ctx) {
        return PlainKey.parse(KeyKind.PROVISIONING, header(ctx, PROVISIONING_KEY))
                .orElseThrow(() -> invalidProvisioningKey().asException());
    }

    /** @throws ProblemException if there is no well-formed device key */
    static PlainKey deviceKey(Context ctx) {
        return PlainKey.parse(KeyKind.DEVICE, header(ctx, DEVICE_KEY))
                .orElseThrow(() -> invalidDeviceKey().asException());
    }

    static Problem invalidProvisioningKey() {
        return new Problem(
                        ProblemCode.INVALID_PROVISIONING_KEY,
                        "The provisioning key is mistyped, incomplete or unknown. Copy it again, or create a new one.")
                .withHeader("WWW-Authenticate", challenge(PROVISIONING_KEY));
    }

    static Problem invalidDeviceKey() {
        return new Problem(
                        ProblemCode.INVALID_DEVICE_KEY,
                        "The device key is mistyped, incomplete or unknown. Register the device again if it is lost.")
                .withHeader("WWW-Authenticate", challenge(DEVICE_KEY));
    }

    /** @throws ProblemException if the request's token doesn't stand for an administrator */
    Administrator administrator(Context ctx) {
        String authorization = header(ctx, "Authorization");
        if (authorization.isEmpty()) {
            throw invalidToken("the Authorization header was sent more than once");
        }
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw missing("Authorization", "Bearer" + REALM);
        }
        TokenCheck check = tokens.check(authorization.substring(BEARER.length()).strip());
        if (check instanceof TokenCheck.Accepted accepted) {
            Administrator administrator = accepted.administrator();
            return addresses.textOf(ctx.req()).map(administrator::at).orElse(administrator);
        }
        if (check instanceof TokenCheck.Invalid invalid) {
            throw invalidToken(invalid.reason());
        }
        throw new Problem(ProblemCode.NOT_AN_ADMINISTRATOR, "The token's holder lacks the administrator role.")
                .withHeader("WWW-Authenticate", "Bearer" + REALM + ", error=\"insufficient_scope\"")
                .asException();
    }

    private static ProblemException invalidToken(String reason) {
        return new Problem(ProblemCode.INVALID_TOKEN, "Sign in again: " + reason + ".")
                .withHeader("WWW-Authenticate", "Bearer" + REALM + ", error=\"invalid_token\"")
                .asException();
    }

    /** The header's one value; a header sent twice counts as invalid, whichever of the two was meant. */
    private static String header(Context ctx, String name) {
        List<String> values = Collections.list(ctx.req().getHeaders(name));
        if (values.isEmpty() || values.get(0).isBlank()) {
            throw missing(name, challenge(name));
        }
        return values.size() == 1 ? values.get(0).strip() : "";
    }

    private static String challenge(String header) {
        return switch (header) {
            case PROVISIONING_KEY -> "ProvisioningKey" + REALM;
            case DEVICE_KEY -> "DeviceKey" + REALM;
            default -> "Bearer" + REALM;
        };
    }

    private static ProblemException missing(String header, String challenge) {
        return new Problem(ProblemCode.MISSING_CREDENTIALS, "Send the header " + header + ".")
                .withHeader("WWW-Authenticate", challenge)
                .asException();
    }
}
