package io.deviceregistration.http;

import io.javalin.config.JavalinConfig;

/**
 * The description of the API in OpenAPI 3.1, as routes of a Javalin server beside those of {@link RegistrationHttp}: for
 * programs at {@value #DOCUMENT}, and for people at {@value #PAGE}. Immutable.
 *
 * <p>Everybody may read both. They say what can be asked for, and nothing of what is stored; the page shows the document and
 * calls nothing else.
 */
public final class ApiDescription {

    /** Where the document is. */
    public static final String DOCUMENT = "/openapi.json";

    /** Where the page is that shows it. */
    public static final String PAGE = "/openapi";

    /** Below it lie the page's modules. */
    static final String ASSETS = "/assets/openapi/";

    private final PageFiles files = new PageFiles("openapi/");
    private final PageFile document = new PageFile(files.ownFile("openapi.json"), "application/json");
    private final HtmlPage page = new HtmlPage(PAGE, files.ownFile("index.html"), PageHeaders.strict());

    public ApiDescription() {}

    /** Adds the routes; errors are answered by {@link RegistrationHttp}, which must be added too. */
    public void addTo(JavalinConfig config) {
        Routes routes = new Routes(config.routes);
        routes.get(DOCUMENT, document::answer);
        routes.get(PAGE, page::answer);
        routes.get(ASSETS + "<file>", files::answer);
    }
}
