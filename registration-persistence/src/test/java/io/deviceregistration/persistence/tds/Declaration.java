package io.deviceregistration.persistence.tds;

import java.util.Arrays;
import java.util.List;

/** A parameter's name and type, as a statement that comes with parameters declares them. */
record Declaration(String name, String type) {

    /** {@code @P0 nvarchar(4000),@P1 decimal(38,0)}: commas between parameters, and within a type's brackets. */
    static List<Declaration> list(String declarations) {
        return declarations.isEmpty()
                ? List.of()
                : Arrays.stream(declarations.split(",(?![^(]*\\))"))
                        .map(Declaration::of)
                        .toList();
    }

    private static Declaration of(String declaration) {
        String[] parts = declaration.strip().split(" ", 2);
        if (parts.length != 2) {
            throw new ProtocolViolation("the declaration " + declaration);
        }
        return new Declaration(parts[0], parts[1]);
    }
}
