package io.deviceregistration.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A page's modules and style sheets: its own, and those of the libraries that it imports. Safe for any number of threads. */
final class PageFiles {

    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8");

    /** Names without a dot or anything strange at their beginning, so none leads out of its folder. */
    private static final Pattern PATH =
            Pattern.compile("(?:[A-Za-z0-9_][A-Za-z0-9._-]*/)*[A-Za-z0-9_][A-Za-z0-9._-]*\\.([a-z]+)");

    /** Which folders of the class path are served under which prefix; whatever has none of them is one of our own. */
    private final Map<String, WebJar> libraries = Map.of(
            "lib/lit-html/", WebJar.of("lit-html"),
            "lib/reactive-element/", WebJar.of("lit__reactive-element"));

    /** Only files that exist get here, so there are as many at most. */
    private final Map<String, PageFile> found = new ConcurrentHashMap<>();

    private final String own;

    /** @param own the folder of the page's own files, beside this class, with a slash at its end */
    PageFiles(String own) {
        this.own = own;
    }

    /** Answers with the file that the path parameter {@code file} names, or 404. */
    void answer(Context ctx) {
        // Javalin leaves a slash at the end out of the parameter.
        Optional<PageFile> file = ctx.path().endsWith("/") ? Optional.empty() : find(ctx.pathParam("file"));
        file.orElseThrow(() -> ProblemAnswers.ofStatus(404).asException()).answer(ctx);
    }

    /** The file of this path below the modules' address, if there is one. */
    private Optional<PageFile> find(String path) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String mediaType = MEDIA_TYPES.get(matcher.group(1));
        return mediaType == null
                ? Optional.empty()
                : Optional.ofNullable(found.computeIfAbsent(path, missing -> load(missing, mediaType)));
    }

    /** A file of our own that must be there. */
    byte[] ownFile(String name) {
        byte[] content = read(own + name);
        if (content == null) {
            throw new IllegalStateException(name + " is missing from this module's jar");
        }
        return content;
    }

    private @Nullable PageFile load(String path, String mediaType) {
        byte[] content = read(resource(path));
        return content == null ? null : new PageFile(content, mediaType);
    }

    private String resource(String path) {
        return libraries.entrySet().stream()
                .filter(library -> path.startsWith(library.getKey()))
                .findFirst()
                .map(library -> library.getValue()
                        .resource(path.substring(library.getKey().length())))
                .orElse(own + path);
    }

    private static byte @Nullable [] read(String resource) {
        try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
