package io.deviceregistration.http;

import io.javalin.http.Context;
import java.net.URI;

/** What browsers are told about the page: whose code runs in it, where it may send things, and who may frame it. */
final class PageHeaders {

    private final String contentSecurityPolicy;

    private PageHeaders(String connectTo) {
        // Style sheets are files, or constructed by the component's code; no style or script stands in the page itself.
        // Nothing becomes markup but by way of the templates of lit-html, which its policy of that name is for.
        this.contentSecurityPolicy = String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "img-src 'self' data:",
                "connect-src " + connectTo,
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types lit-html");
    }

    static PageHeaders strict() {
        return new PageHeaders("'self'");
    }

    /** Those of a page that calls an issuer besides. */
    static PageHeaders allowingCallsTo(URI issuer) {
        String port = issuer.getPort() < 0 ? "" : ":" + issuer.getPort();
        return new PageHeaders("'self' " + issuer.getScheme() + "://" + issuer.getHost() + port);
    }

    void addTo(Context ctx) {
        ctx.header("Content-Security-Policy", contentSecurityPolicy);
        ctx.header("Referrer-Policy", "no-referrer");
        ctx.header("Cross-Origin-Opener-Policy", "same-origin");
        ctx.header(
                "Permissions-Policy",
                "clipboard-write=(self), clipboard-read=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    }
}
