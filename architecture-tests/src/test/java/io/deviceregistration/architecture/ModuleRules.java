package io.deviceregistration.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.deviceregistration.architecture.Never.never;
import static io.deviceregistration.architecture.Offence.knowing;
import static io.deviceregistration.architecture.Roles.isIn;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import io.deviceregistration.architecture.fixture.module.core.RunsInCircles;
import io.deviceregistration.architecture.fixture.module.http.KnowsAPort;
import io.deviceregistration.architecture.fixture.module.http.KnowsPersistence;
import io.deviceregistration.architecture.fixture.module.http.KnowsWhatIsStored;
import io.deviceregistration.architecture.fixture.module.persistence.KnowsAUseCase;
import io.deviceregistration.architecture.fixture.module.persistence.KnowsHttp;
import io.deviceregistration.architecture.fixture.module.persistence.KnowsTheApp;
import io.deviceregistration.architecture.fixture.module.stray.BelongsToNoModule;
import java.util.stream.Stream;

/** Which modules there are, and which of them know which. */
final class ModuleRules {

    private static final String STORED_HASH = "core.key.StoredHash";

    private ModuleRules() {}

    @BrokenBy(BelongsToNoModule.class)
    static ArchRule every_class_belongs_to_a_module(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.everything())
                .should()
                .resideInAnyPackage(project.core(), project.persistence(), project.http(), project.app())
                .because("no rule about modules would look at a class outside them");
    }

    @BrokenBy(RunsInCircles.class)
    static ArchRule every_artifact_holds_one_module(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.everything())
                .should(new ShareArtifactsWithinModules(project))
                .because("a package split over artifacts lets one module into another's package-private parts");
    }

    @BrokenBy(KnowsAPort.class)
    static ArchRule http_knows_use_cases_and_values_but_no_ports(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.http())
                .should(never(
                        "know ports",
                        knowing(type -> Roles.isPort(type) || Roles.isBetweenPortsAndUseCases(project, type))))
                .because("what goes around the use cases goes around their checks");
    }

    @BrokenBy(KnowsWhatIsStored.class)
    static ArchRule nobody_but_core_and_persistence_sees_what_is_stored_of_a_key(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.everything())
                .should(never("know stored hashes", knowing(type -> isStoredOfAKey(project, type)))
                        .butIn(project, "core", "persistence"))
                .because("an answer can't leak what its handlers never hold");
    }

    @BrokenBy(KnowsAUseCase.class)
    static ArchRule persistence_knows_ports_and_values_but_no_use_cases(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.persistence())
                .should(never(
                        "know use cases",
                        knowing(type ->
                                isIn(project.core(), type) && !Roles.isPort(type) && !Roles.isValue(project, type))))
                .because("adapters are called by use cases and don't call them");
    }

    @BrokenBy({KnowsPersistence.class, KnowsHttp.class, KnowsTheApp.class})
    static ArchRule nobody_but_the_app_knows_several_modules(Project project) {
        return classes()
                .that()
                .resideInAnyPackage(project.core(), project.persistence(), project.http())
                .should(never(
                        "know modules beside or above their own",
                        type -> knowing(target -> isBesideOrAbove(project, type, target))
                                .apply(type)))
                .because("each adapter can then be left out or replaced, and the app alone puts them together");
    }

    @BrokenBy(RunsInCircles.class)
    static ArchRule packages_form_no_cycles(Project project) {
        return slices().matching(project.root() + ".(**)")
                .should()
                .beFreeOfCycles()
                .because("packages in a circle can't be understood or changed one by one");
    }

    @BrokenBy(KnowsHttp.class)
    static ArchRule modules_form_no_cycles(Project project) {
        return slices().matching(project.root() + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("modules are built one after another");
    }

    private static boolean isBesideOrAbove(Project project, JavaClass from, JavaClass target) {
        return Stream.of(project.persistence(), project.http(), project.app())
                .anyMatch(module -> isIn(module, target) && !isIn(module, from));
    }

    /** A stored hash, or a record that has one. */
    private static boolean isStoredOfAKey(Project project, JavaClass type) {
        return Roles.is(project, STORED_HASH, type)
                || type.isRecord()
                        && type.getFields().stream()
                                .anyMatch(field -> Roles.is(project, STORED_HASH, field.getRawType()));
    }
}
