package io.deviceregistration.persistence.tds;

import org.jspecify.annotations.Nullable;

/**
 * A parameter of a statement.
 *
 * @param name as the statement has it, {@code @P0} and on
 * @param declared the type that the statement's parameter is declared with, in SQL: the one that the server works with
 * @param sent the type that the value is sent as
 * @param value see {@link TdsType.Kind}
 */
public record Parameter(
        String name,
        String declared,
        TdsType sent,
        @Nullable Object value) {}
