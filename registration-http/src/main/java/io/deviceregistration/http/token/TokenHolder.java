package io.deviceregistration.http.token;

import com.nimbusds.jwt.JWTClaimsSet;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom a genuine token stands for. */
final class TokenHolder {

    private final OidcSettings settings;

    TokenHolder(OidcSettings settings) {
        this.settings = settings;
    }

    /** @throws RefusedTokenException if it names nobody, or no tenant */
    TokenCheck of(JWTClaimsSet claims) throws RefusedTokenException {
        Administrator administrator = new Administrator(tenant(claims), subject(claims));
        return hasRole(settings.rolesClaim().in(claims.getClaims()))
                ? new TokenCheck.Accepted(administrator)
                : new TokenCheck.NotAnAdministrator();
    }

    private TenantId tenant(JWTClaimsSet claims) throws RefusedTokenException {
        if (settings.tenantClaim().in(claims.getClaims()) instanceof String tenant) {
            try {
                return new TenantId(tenant);
            } catch (IllegalArgumentException e) {
                throw new RefusedTokenException("the token's tenant, in the claim " + settings.tenantClaim()
                        + ", is longer than 64 characters or has others than A-Z a-z 0-9 . _ : -");
            }
        }
        throw new RefusedTokenException("the token names no tenant in the claim " + settings.tenantClaim());
    }

    private static Subject subject(JWTClaimsSet claims) throws RefusedTokenException {
        String subject = claims.getSubject();
        if (subject == null) {
            throw new RefusedTokenException("the token names no subject");
        }
        try {
            return new Subject(subject);
        } catch (IllegalArgumentException e) {
            throw new RefusedTokenException(
                    "the token's subject is empty, longer than 255 characters, or has control characters");
        }
    }

    private boolean hasRole(@Nullable Object roles) {
        if (roles instanceof String text) {
            return Arrays.asList(text.split(" ")).contains(settings.adminRole());
        }
        return roles instanceof List<?> list && list.contains(settings.adminRole());
    }
}
