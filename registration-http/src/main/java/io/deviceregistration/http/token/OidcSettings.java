package io.deviceregistration.http.token;

import java.net.URI;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose tokens {@link OidcTokens} accepts, and what in them makes an administrator. Immutable; holds no secret. */
public final class OidcSettings {

    /** Where a tenant is looked for unless another claim is named: what Entra ID calls it. */
    public static final String DEFAULT_TENANT_CLAIM = "tid";

    /** Where roles are looked for unless another claim is named. */
    public static final String DEFAULT_ROLES_CLAIM = "roles";

    /** The role that makes an administrator unless another one is named. */
    public static final String DEFAULT_ADMIN_ROLE = "edge-admin";

    private final URI issuer;
    private final String audience;
    private final @Nullable URI jwksUrl;
    private final ClaimPath tenantClaim;
    private final ClaimPath rolesClaim;
    private final String adminRole;
    private final Set<SignatureAlgorithm> algorithms;

    private OidcSettings(Builder builder) {
        issuer = builder.issuer;
        audience = builder.audience;
        jwksUrl = builder.jwksUrl;
        tenantClaim = builder.tenantClaim;
        rolesClaim = builder.rolesClaim;
        adminRole = builder.adminRole;
        algorithms = Set.copyOf(builder.algorithms);
    }

    /**
     * Settings for an issuer and an audience; the rest has defaults.
     *
     * @param issuer what the tokens' {@code iss} must be, character by character: an https URL, or an http one of this
     *     machine; without a query
     * @param audience what must be in the tokens' {@code aud}: this API's own name at the issuer
     * @throws IllegalArgumentException if either is anything else
     */
    public static Builder builder(URI issuer, String audience) {
        return new Builder(issuer, audience);
    }

    public URI issuer() {
        return issuer;
    }

    public String audience() {
        return audience;
    }

    /** Where the keys are, if the issuer isn't to be asked. */
    public Optional<URI> jwksUrl() {
        return Optional.ofNullable(jwksUrl);
    }

    ClaimPath tenantClaim() {
        return tenantClaim;
    }

    ClaimPath rolesClaim() {
        return rolesClaim;
    }

    String adminRole() {
        return adminRole;
    }

    Set<SignatureAlgorithm> algorithms() {
        return algorithms;
    }

    @Override
    public String toString() {
        return "OidcSettings[issuer=" + issuer + ", audience=" + audience + ", jwksUrl=" + jwksUrl + ", tenantClaim="
                + tenantClaim + ", rolesClaim=" + rolesClaim + ", adminRole=" + adminRole + ", algorithms="
                + algorithms + "]";
    }

    /** Collects settings and refuses bad ones as they come. Not thread-safe. */
    public static final class Builder {

        private final URI issuer;
        private final String audience;
        private @Nullable URI jwksUrl;
        private ClaimPath tenantClaim = new ClaimPath(DEFAULT_TENANT_CLAIM);
        private ClaimPath rolesClaim = new ClaimPath(DEFAULT_ROLES_CLAIM);
        private String adminRole = DEFAULT_ADMIN_ROLE;
        private Set<SignatureAlgorithm> algorithms = EnumSet.allOf(SignatureAlgorithm.class);

        private Builder(URI issuer, String audience) {
            this.issuer = WebAddress.required("the issuer", issuer);
            if (issuer.getRawQuery() != null) {
                throw new IllegalArgumentException("the issuer must have no query");
            }
            this.audience = notBlank("the audience", audience);
        }

        /**
         * Where the issuer's keys are; by default its discovery document says so. An https URL, or an http one of this
         * machine.
         *
         * @throws IllegalArgumentException if it is anything else
         */
        public Builder jwksUrl(URI jwksUrl) {
            this.jwksUrl = WebAddress.required("the JWKS URL", jwksUrl);
            return this;
        }

        /**
         * Which claim names the tenant; default {@value OidcSettings#DEFAULT_TENANT_CLAIM}. Dots lead into objects, where
         * no claim has the whole name.
         */
        public Builder tenantClaim(String name) {
            this.tenantClaim = new ClaimPath(name);
            return this;
        }

        /**
         * Which claim lists roles, as an array or with spaces between them; default
         * {@value OidcSettings#DEFAULT_ROLES_CLAIM}. Dots lead into objects, where no claim has the whole name.
         */
        public Builder rolesClaim(String name) {
            this.rolesClaim = new ClaimPath(name);
            return this;
        }

        /** Which role makes an administrator; default {@value OidcSettings#DEFAULT_ADMIN_ROLE}. Case matters. */
        public Builder adminRole(String role) {
            this.adminRole = notBlank("the administrators' role", role);
            return this;
        }

        /** How tokens may be signed; default every {@link SignatureAlgorithm}. At least one. */
        public Builder algorithms(Collection<SignatureAlgorithm> accepted) {
            if (accepted.isEmpty()) {
                throw new IllegalArgumentException("at least one signature algorithm must be accepted");
            }
            this.algorithms = EnumSet.copyOf(accepted);
            return this;
        }

        public OidcSettings build() {
            return new OidcSettings(this);
        }

        private static String notBlank(String what, String text) {
            if (text.isBlank()) {
                throw new IllegalArgumentException(what + " must not be blank");
            }
            return text;
        }
    }
}
