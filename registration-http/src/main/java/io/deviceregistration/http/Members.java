package io.deviceregistration.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.deviceregistration.core.device.Change;
import io.deviceregistration.core.value.InvalidValueException;
import io.deviceregistration.core.value.TextRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object. Reading a bad one notes what is wrong and goes on, so that {@link #check} can name them
 * all; what was read counts only after that. A null or blank optional member is an absent one.
 */
final class Members {

    private final JsonNode object;
    private final InputErrors errors = new InputErrors();

    Members(JsonNode object) {
        this.object = object;
    }

    /** Those of an empty object. */
    static Members none() {
        return new Members(JsonNodeFactory.instance.objectNode());
    }

    /** A text that must be there. */
    <T> Required<T> requiredText(String name, Function<String, T> value) {
        if (absent(name)) {
            errors.add("/" + name, "is required");
            return new Required<>(null);
        }
        return new Required<>(errors.read("/" + name, () -> value.apply(text(object.get(name)))));
    }

    /** A text that may be absent or blank. */
    <T> @Nullable T optionalText(String name, Function<String, T> value) {
        if (absent(name)
                || object.get(name).isTextual()
                        && TextRule.isBlank(object.get(name).textValue())) {
            return null;
        }
        return errors.read("/" + name, () -> value.apply(text(object.get(name))));
    }

    /** A header that may be absent, which belongs to what the members ask for; given twice, it is invalid. */
    <T> @Nullable T optionalHeader(String name, List<String> values, Function<String, T> value) {
        if (values.isEmpty()) {
            return null;
        }
        if (values.size() > 1) {
            errors.add("/" + name, "must not be given more than once");
            return null;
        }
        return errors.read("/" + name, () -> value.apply(values.get(0)));
    }

    /** What becomes of an optional text: absent, it is kept; null or blank, it is cleared. */
    <T> Change<T> change(String name, Function<String, T> value) {
        return has(name) ? Change.to(optionalText(name, value)) : Change.none();
    }

    /** Whether the member is there, be it null. */
    boolean has(String name) {
        return object.has(name);
    }

    /** A time in RFC 3339 that may be absent. */
    <T> @Nullable T optionalTime(String name, Function<Instant, T> value) {
        return absent(name) ? null : errors.read("/" + name, () -> value.apply(Times.parse(text(object.get(name)))));
    }

    /** A whole number in this range that may be absent. */
    <T> @Nullable T optionalInteger(String name, int min, int max, IntFunction<T> value) {
        return absent(name) ? null : errors.read("/" + name, () -> value.apply(integer(object.get(name), min, max)));
    }

    /** Yes or no, and no if it isn't there; null is neither. */
    Required<Boolean> flag(String name) {
        return new Required<>(!has(name) ? Boolean.FALSE : errors.read("/" + name, () -> flag(object.get(name))));
    }

    /** A flat object of texts; absent, it is an empty one. */
    <T> Required<T> strings(String name, Function<Map<String, String>, T> value) {
        return new Required<>(errors.read("/" + name, () -> value.apply(absent(name) ? Map.of() : map(name))));
    }

    /** @throws ProblemException naming every bad member, if any was read */
    void check() {
        errors.throwIfAny();
    }

    /** A value that is there once {@link #check} has passed. */
    record Required<T>(@Nullable T orNull) {

        T get() {
            if (orNull == null) {
                throw new IllegalStateException("a member was used before it was checked");
            }
            return orNull;
        }
    }

    private boolean absent(String name) {
        return !object.hasNonNull(name);
    }

    private static String text(JsonNode node) {
        if (!node.isTextual()) {
            throw new InvalidValueException("must be a string");
        }
        return node.textValue();
    }

    private static boolean flag(JsonNode node) {
        if (!node.isBoolean()) {
            throw new InvalidValueException("must be true or false");
        }
        return node.booleanValue();
    }

    private static int integer(JsonNode node, int min, int max) {
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < min || node.intValue() > max) {
            throw new InvalidValueException("must be a whole number from " + min + " to " + max);
        }
        return node.intValue();
    }

    private Map<String, String> map(String name) {
        JsonNode node = object.get(name);
        if (!node.isObject()) {
            throw new InvalidValueException("must be an object of strings");
        }
        Map<String, String> strings = new TreeMap<>();
        node.properties().forEach(entry -> {
            if (entry.getValue().isTextual()) {
                strings.put(entry.getKey(), entry.getValue().textValue());
            } else {
                errors.add(InputErrors.pointer(List.of(name, entry.getKey())), "must be a string");
            }
        });
        return strings;
    }
}
