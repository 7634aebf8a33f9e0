package io.deviceregistration.http;

import io.javalin.http.Context;

/** A page for browsers at one path, whose own addresses are relative to that path. Immutable. */
final class HtmlPage {

    private final String path;
    private final byte[] content;
    private final PageHeaders headers;

    /** @param content not copied */
    HtmlPage(String path, byte[] content, PageHeaders headers) {
        this.path = path;
        this.content = content;
        this.headers = headers;
    }

    void answer(Context ctx) {
        if (ctx.path().endsWith("/")) {
            // With a slash at the end, the page's addresses would lead elsewhere.
            ctx.redirect("../" + path.substring(path.lastIndexOf('/') + 1));
            return;
        }
        headers.addTo(ctx);
        ctx.contentType("text/html;charset=utf-8").result(content);
    }
}
