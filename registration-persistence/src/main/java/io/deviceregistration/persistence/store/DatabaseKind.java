package io.deviceregistration.persistence.store;

import io.deviceregistration.core.value.Words;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The databases that the store runs on. */
public enum DatabaseKind {
    /** H2, embedded or behind its own server. */
    H2,
    /** PostgreSQL. */
    POSTGRESQL,
    /** SQL Server and Azure SQL. */
    SQLSERVER;

    /**
     * The database of this name: {@code h2}, {@code postgresql} or {@code sqlserver}.
     *
     * @throws IllegalArgumentException if the name is another one
     */
    public static DatabaseKind of(String name) {
        return Arrays.stream(values())
                .filter(kind -> Words.of(kind).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(values()).map(Words::of).collect(Collectors.joining(", "))));
    }
}
