package io.deviceregistration.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;

/** A library's packages, and the packages of ours that may know them. */
enum Library {
    JAVALIN("io.javalin", "http"),
    JETTY("org.eclipse.jetty", "http"),
    SERVLETS("jakarta.servlet", "http"),
    JACKSON("com.fasterxml.jackson", "app.appliance", "http", "persistence.store"),
    TLS("javax.net", "app.appliance"),
    BUCKET4J("io.github.bucket4j", "http"),
    CAFFEINE("com.github.benmanes.caffeine", "http", "persistence.hashing", "persistence.store"),
    NIMBUS("com.nimbusds", "http.token"),
    JDBI("org.jdbi", "persistence.store"),
    HIKARI("com.zaxxer.hikari", "persistence.store"),
    LIQUIBASE("liquibase", "persistence.store"),
    JDBC("java.sql", "persistence.store"),
    DATA_SOURCES("javax.sql", "persistence.store"),
    ARGON2("de.mkammerer.argon2", "persistence.hashing"),
    BOUNCY_CASTLE("org.bouncycastle", "persistence.hashing"),
    MICROMETER("io.micrometer.core", "http", "persistence.hashing", "persistence.store", "app"),
    PROMETHEUS("io.micrometer.prometheusmetrics", "app"),
    PICOCLI("picocli", "app"),
    LOGBACK("ch.qos.logback", "app"),
    LOGGING_BRIDGE("org.slf4j.bridge", "app");

    private final String packages;
    private final String[] homes;

    Library(String packages, String... homes) {
        this.packages = packages;
        this.homes = homes;
    }

    String[] homes() {
        return homes.clone();
    }

    boolean holds(JavaClass type) {
        return Predicates.resideInAPackage(packages + "..").test(type);
    }

    static boolean anyHolds(JavaClass type) {
        return Arrays.stream(values()).anyMatch(library -> library.holds(type));
    }

    /** Finds where a class knows this library. */
    Function<JavaClass, Stream<Offence>> known() {
        return Offence.knowing(this::holds);
    }
}
