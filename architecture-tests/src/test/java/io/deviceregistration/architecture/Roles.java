package io.deviceregistration.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import io.deviceregistration.core.stereotype.Port;
import io.deviceregistration.core.stereotype.UseCase;
import java.util.List;

/** What a class of the core is. Nested classes, such as a use case's command, are part of what they are nested in. */
final class Roles {

    /** Makes the use cases, and so knows everything. */
    static final String FACTORY = "core.DeviceRegistration";

    /** They stand between ports and use cases: several use cases share them, and they call a port. */
    private static final List<String> BETWEEN =
            List.of("core.key.KeyVerifier", "core.device.DeviceKeyCheck", "core.device.SeenDevices");

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

    /** Places that may know ports, though they are no use cases. */
    static String[] betweenPortsAndUseCases() {
        return BETWEEN.toArray(String[]::new);
    }

    static boolean isIn(String packages, JavaClass type) {
        return JavaClass.Predicates.resideInAPackage(packages).test(type);
    }

    static boolean is(Project project, String name, JavaClass type) {
        return outermost(type).getFullName().equals(project.name(name));
    }

    static boolean isBetweenPortsAndUseCases(Project project, JavaClass type) {
        return BETWEEN.stream().anyMatch(name -> is(project, name, type));
    }

    /** Neither a port nor anything that calls ports. */
    static boolean isValue(Project project, JavaClass type) {
        return isIn(project.core(), type)
                && !isPort(type)
                && !isUseCase(type)
                && !is(project, FACTORY, type)
                && !isBetweenPortsAndUseCases(project, type);
    }

    /** Written by somebody as a class, rather than what carries a package's annotations. */
    static DescribedPredicate<JavaClass> classesProper() {
        return DescribedPredicate.describe(
                "are more than a package's description",
                type -> !type.getSimpleName().equals("package-info"));
    }
}
