package io.deviceregistration.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static io.deviceregistration.architecture.Never.never;
import static io.deviceregistration.architecture.Offence.being;
import static io.deviceregistration.architecture.Roles.classesProper;
import static io.deviceregistration.architecture.Roles.isIn;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import io.deviceregistration.architecture.fixture.port.core.LightSwitch;
import io.deviceregistration.architecture.fixture.port.persistence.Assembly;
import io.deviceregistration.architecture.fixture.port.persistence.ImplementsAnUnmarkedInterface;
import io.deviceregistration.architecture.fixture.port.persistence.NotFinalLampStore;
import io.deviceregistration.architecture.fixture.port.persistence.PublicLampStore;
import io.deviceregistration.architecture.fixture.port.persistence.Shelf;
import io.deviceregistration.core.stereotype.Port;

/** Ports, and the adapters that implement them. */
final class PortRules {

    private PortRules() {}

    @BrokenBy(LightSwitch.class)
    static ArchRule interfaces_of_the_core_are_ports(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.core())
                .and()
                .areTopLevelClasses()
                .and()
                .areInterfaces()
                .and()
                .areNotAnnotations()
                .and(classesProper())
                .should()
                .beAnnotatedWith(Port.class)
                .because("what isn't marked as a port is not kept apart from use cases and HTTP");
    }

    @BrokenBy(ImplementsAnUnmarkedInterface.class)
    static ArchRule nothing_of_the_core_but_ports_is_implemented_outside(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.everything())
                .and()
                .resideOutsideOfPackage(project.core())
                .should(never(
                        "implement what isn't a port",
                        being(
                                "implements an interface of the core that is no port",
                                type -> type.getAllRawInterfaces().stream()
                                        .anyMatch(role ->
                                                isIn(project.core(), role) && !role.isAnnotatedWith(Port.class)))))
                .because("the core's needs are its ports, each with a contract that adapters prove themselves by");
    }

    @BrokenBy({PublicLampStore.class, NotFinalLampStore.class})
    static ArchRule adapters_are_final_and_not_public(Project project) {
        return classes()
                .that(areAdapters(project))
                .should()
                .haveModifier(JavaModifier.FINAL)
                .andShould()
                .notBePublic()
                .because("callers get adapters from a factory and know them as ports");
    }

    @BrokenBy(Shelf.class)
    static ArchRule adapters_are_named_by_technology_and_port(Project project) {
        return classes()
                .that(areAdapters(project))
                .should(never(
                        "have a name of their own",
                        being(
                                "isn't named after its port",
                                type -> type.getAllRawInterfaces().stream()
                                        .filter(role -> role.isAnnotatedWith(Port.class))
                                        .noneMatch(role -> type.getSimpleName().endsWith(role.getSimpleName())))))
                .because("a name such as JdbiDeviceRepository says what it is and how it works");
    }

    @BrokenBy(Assembly.class)
    static ArchRule no_interface_but_a_port_has_a_single_implementation(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.everything())
                .and()
                .areInterfaces()
                .and()
                .areNotAnnotatedWith(Port.class)
                .and(classesProper())
                .should(never(
                        "have a single implementation",
                        being("has a single implementation", PortRules::hasASingleImplementation)))
                .because("the class itself says as much with one name less");
    }

    private static DescribedPredicate<JavaClass> areAdapters(Project project) {
        return describe(
                "implement ports outside the core",
                type -> isIn(project.everything(), type)
                        && !isIn(project.core(), type)
                        && type.getAllRawInterfaces().stream().anyMatch(role -> role.isAnnotatedWith(Port.class)));
    }

    private static boolean hasASingleImplementation(JavaClass type) {
        return type.getAllSubclasses().stream()
                        .filter(subtype -> !subtype.isInterface())
                        .count()
                == 1;
    }
}
