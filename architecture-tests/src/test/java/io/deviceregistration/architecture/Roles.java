package io.deviceregistration.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import io.deviceregistration.core.stereotype.Port;
import io.deviceregistration.core.stereotype.UseCase;

/** What a class of the core is. Nested classes, such as a use case's command, are part of what they are nested in. */
final class Roles {

    /** Makes the use cases, and so knows everything. */
    static final String FACTORY = "core.DeviceRegistration";

    /** Stands between ports and use cases: several use cases share it, and it calls a port. */
    static final String KEY_VERIFIER = "core.key.KeyVerifier";

    private Roles() {}

    static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(Roles::outermost).orElse(type);
    }

    static boolean isPort(JavaClass type) {
        return outermost(type).isAnnotatedWith(Port.class);
    }

    static boolean isUseCase(JavaClass type) {
        return outermost(type).isAnnotatedWith(UseCase.class);
    }

    static boolean isIn(String packages, JavaClass type) {
        return JavaClass.Predicates.resideInAPackage(packages).test(type);
    }

    static boolean is(Project project, String name, JavaClass type) {
        return outermost(type).getFullName().equals(project.name(name));
    }

    /** Neither a port nor anything that calls ports. */
    static boolean isValue(Project project, JavaClass type) {
        return isIn(project.core(), type)
                && !isPort(type)
                && !isUseCase(type)
                && !is(project, FACTORY, type)
                && !is(project, KEY_VERIFIER, type);
    }

    /** Written by somebody as a class, rather than what carries a package's annotations. */
    static DescribedPredicate<JavaClass> classesProper() {
        return DescribedPredicate.describe(
                "are more than a package's description",
                type -> !type.getSimpleName().equals("package-info"));
    }
}
