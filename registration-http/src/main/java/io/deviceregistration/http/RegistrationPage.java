package io.deviceregistration.http;

import io.deviceregistration.http.token.DevelopmentTokens;
import io.deviceregistration.http.token.OidcSettings;
import io.javalin.config.JavalinConfig;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The administrators' page Settings → Edge Registration Keys, as routes of a Javalin server beside those of
 * {@link RegistrationHttp}: the page at {@value #PATH}, and the modules of its web component, which other pages may mount,
 * under {@value #ASSETS}. Immutable.
 *
 * <p>The page holds no secret and asks for none: everybody may load it. What it shows comes from the API, by the token of
 * who signed in.
 */
public final class RegistrationPage {

    /** Where the page is, and where the identity provider sends people back to. */
    public static final String PATH = "/settings/edge-registration-keys";

    /** Below it lie the modules. */
    public static final String ASSETS = "/assets/edge-registration-keys/";

    private final PageConfiguration configuration;
    private final @Nullable DevelopmentSignIn developmentSignIn;
    private final PageFiles files = new PageFiles("page/");
    private final HtmlPage page;

    private RegistrationPage(
            PageConfiguration configuration, PageHeaders headers, @Nullable DevelopmentSignIn developmentSignIn) {
        this.configuration = configuration;
        this.developmentSignIn = developmentSignIn;
        this.page = new HtmlPage(PATH, files.ownFile("index.html"), headers);
    }

    /**
     * A page that has people sign in at an identity provider.
     *
     * @param client what the page is there; null if it isn't known there, which the page then says
     */
    public static RegistrationPage forIssuer(OidcSettings issuer, @Nullable PageClient client) {
        return new RegistrationPage(
                PageConfiguration.of(issuer, client), PageHeaders.allowingCallsTo(issuer.issuer()), null);
    }

    /**
     * A page that gives everybody who can reach it a token of any tenant: for a developer's machine, listening on loopback,
     * and nowhere else. Other pages in the developer's browser get none.
     */
    public static RegistrationPage forDevelopment(DevelopmentTokens tokens, Clock clock) {
        return new RegistrationPage(
                PageConfiguration.ofDevelopment(), PageHeaders.strict(), new DevelopmentSignIn(tokens, clock));
    }

    /** Adds the page's routes; errors are answered by {@link RegistrationHttp}, which must be added too. */
    public void addTo(JavalinConfig config) {
        Routes routes = new Routes(config.routes);
        routes.get(PATH, page::answer);
        routes.get(PATH + "/config.json", ctx -> Answers.json(ctx, 200, configuration));
        routes.get(ASSETS + "<file>", files::answer);
        if (developmentSignIn != null) {
            routes.post(PATH + "/development-token", developmentSignIn::issue);
        }
    }

    /** Has the server's root lead to the page: for a server that has nothing else to show. */
    void addToRootOf(JavalinConfig config) {
        // Relative, since a proxy in front may serve all this below a path of its own.
        new Routes(config.routes).get("/", ctx -> ctx.redirect("." + PATH));
    }
}
