package io.deviceregistration.http;

import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.page.Position;
import io.deviceregistration.core.value.InvalidValueException;
import io.deviceregistration.core.value.Words;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The query parameters of a list: its filters, then how much of it, from where. */
final class ListQuery {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,10}");

    private final String path;
    private final Query query;
    private final InputErrors errors = new InputErrors();
    private final List<String> filters = new ArrayList<>();

    ListQuery(Context ctx) {
        this.path = ctx.path();
        this.query = Query.of(ctx);
    }

    /** A filter's value, or null if it isn't set. */
    <T> @Nullable T filter(String name, Function<String, T> value) {
        String text = once(name);
        if (text == null || text.isEmpty()) {
            return null;
        }
        filters.add(name + "=" + text);
        return errors.read("/" + name, () -> value.apply(text));
    }

    /** A filter by one of an enum's constants. */
    <E extends Enum<E>> @Nullable E filter(String name, Class<E> type) {
        return filter(name, text -> Words.read(type, text));
    }

    /**
     * Which page; read the filters first, for a cursor belongs to them.
     *
     * @throws ProblemException naming every bad parameter, or the cursor
     */
    PageRequest page() {
        String limit = once("limit");
        String cursor = once("cursor");
        PageRequest first = errors.read(
                "/limit", () -> PageRequest.first(limit == null ? PageRequest.DEFAULT_LIMIT : integer(limit)));
        errors.throwIfAny();
        if (first == null || cursor == null || cursor.isEmpty()) {
            return first == null ? PageRequest.first(PageRequest.DEFAULT_LIMIT) : first;
        }
        Position after = Cursor.decode(cursor, path, filters)
                .orElseThrow(() -> new Problem(
                                ProblemCode.INVALID_CURSOR,
                                "Use next_cursor as it was answered, with the same filters, or leave it out.")
                        .asException());
        return new PageRequest(first.limit(), after);
    }

    /** The cursor of the next page, for the same filters. */
    @Nullable String cursor(@Nullable Position next) {
        return next == null ? null : Cursor.encode(next, path, filters);
    }

    /** A parameter's text, or null if it isn't there; of several, none says better than another what was meant. */
    private @Nullable String once(String name) {
        List<String> texts = query.all(name);
        if (texts.size() > 1) {
            errors.add("/" + name, "must not be given more than once");
            return null;
        }
        return texts.isEmpty() ? null : texts.get(0);
    }

    private static int integer(String text) {
        try {
            if (WHOLE_NUMBER.matcher(text).matches()) {
                return Integer.parseInt(text);
            }
        } catch (NumberFormatException e) {
            // It is too large, which is answered like what is none.
        }
        throw new InvalidValueException("must be a whole number");
    }
}
