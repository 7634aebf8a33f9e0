package io.deviceregistration.core.value;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the constants of an enum are written wherever clients and stores see them: their names, in lowercase. */
public final class Words {

    private Words() {}

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The constant that is written so.
     *
     * @throws InvalidValueException if none is; it says which words there are
     */
    public static <E extends Enum<E>> E read(Class<E> type, String word) {
        E[] constants = type.getEnumConstants();
        for (E constant : constants) {
            if (of(constant).equals(word)) {
                return constant;
            }
        }
        throw new InvalidValueException(
                "must be one of " + Arrays.stream(constants).map(Words::of).collect(Collectors.joining(", ")));
    }
}
