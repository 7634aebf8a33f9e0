package io.deviceregistration.http;

import io.deviceregistration.core.value.Sha256;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;

/** A file of the page. Browsers keep it and ask each time whether it is still the same, so a new version is taken at once. */
final class PageFile {

    private final byte[] content;
    private final String mediaType;
    private final String entityTag;

    /** @param content not copied */
    PageFile(byte[] content, String mediaType) {
        this.content = content;
        this.mediaType = mediaType;
        byte[] digest = HexFormat.of().parseHex(Sha256.of(content).hex());
        this.entityTag = '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + '"';
    }

    void answer(Context ctx) {
        ctx.header("Cache-Control", "no-cache");
        ctx.header("ETag", entityTag);
        if (isKnownTo(ctx)) {
            ctx.status(304).removeHeader("Content-Type");
        } else {
            ctx.res().setContentLength(content.length);
            ctx.contentType(mediaType).result(content);
        }
    }

    private boolean isKnownTo(Context ctx) {
        return Collections.list(ctx.req().getHeaders("If-None-Match")).stream()
                .flatMap(tags -> Arrays.stream(tags.split(",")))
                .map(tag -> tag.strip().replaceFirst("^W/", ""))
                .anyMatch(tag -> tag.equals(entityTag) || tag.equals("*"));
    }
}
