package io.deviceregistration.persistence.store;

import io.deviceregistration.core.value.Words;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The databases that the store runs on. */
public enum DatabaseKind {
    /** H2, embedded or behind its own server. */
    H2("H2"),
    /** PostgreSQL. */
    POSTGRESQL("PostgreSQL"),
    /** SQL Server and Azure SQL. */
    SQLSERVER("Microsoft SQL Server");

    private final String product;

    DatabaseKind(String product) {
        this.product = product;
    }

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

    /**
     * The database that drivers call by this name, whatever wraps the driver.
     *
     * @throws IllegalArgumentException if the store doesn't run on it
     */
    static DatabaseKind ofProduct(String product) {
        return Arrays.stream(values())
                .filter(kind -> kind.product.equals(product))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the store runs on "
                        + Arrays.stream(values()).map(kind -> kind.product).collect(Collectors.joining(", "))
                        + ", and not on " + product));
    }
}
