package io.deviceregistration.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Something that a rule forbids: the full name of the class or member where it stands, and what it is. */
record Offence(String place, String text) {

    static Offence of(JavaClass where, String what) {
        return new Offence(where.getFullName(), where.getFullName() + " " + what);
    }

    static Offence of(JavaMember where, String what) {
        return new Offence(place(where), where.getFullName() + " " + what);
    }

    private static Offence of(Dependency dependency) {
        return new Offence(dependency.getOriginClass().getFullName(), dependency.getDescription());
    }

    private static Offence of(JavaAccess<?> access) {
        return new Offence(place(access.getOrigin()), access.getDescription());
    }

    /** Finds out whether a class is itself an offence. */
    static Function<JavaClass, Stream<Offence>> being(String what, Predicate<JavaClass> offensive) {
        return candidate -> offensive.test(candidate) ? Stream.of(of(candidate, what)) : Stream.empty();
    }

    /** Finds what a class knows of others: in signatures, fields, bodies and annotations, arrays of them too. */
    static Function<JavaClass, Stream<Offence>> knowing(Predicate<JavaClass> offensive) {
        return candidate -> candidate.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> offensive.test(dependency.getTargetClass().getBaseComponentType()))
                .map(Offence::of);
    }

    /** Finds fields, methods and constructors that a class uses, method references too. */
    static Function<JavaClass, Stream<Offence>> using(Predicate<JavaAccess<?>> offensive) {
        return candidate ->
                candidate.getAccessesFromSelf().stream().filter(offensive).map(Offence::of);
    }

    private static String place(JavaMember member) {
        return member.getOwner().getFullName() + "." + member.getName();
    }
}
