package io.deviceregistration.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the rules against the project, and against what breaks them. */
class ArchitectureTest {

    private static JavaClasses project;
    private static JavaClasses fixtures;

    @BeforeAll
    static void import_classes() {
        // Jars aren't left out: at "mvn verify" the other modules are jars. Tests are this module's own alone.
        project = new ClassFileImporter()
                .withImportOption(Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(Project.THIS.root());
        fixtures = new ClassFileImporter().importPackages(ArchitectureTest.class.getPackageName() + ".fixture");
    }

    @ParameterizedTest
    @CsvSource({"core, 80", "persistence, 35", "http, 35", "app, 15"})
    void sees_the_classes_of_every_module(String module, int atLeast) {
        assertThat(project.that(JavaClass.Predicates.resideInAPackage(Project.THIS.name(module) + "..")))
                .hasSizeGreaterThanOrEqualTo(atLeast);
    }

    @TestFactory
    Stream<DynamicTest> every_rule_holds() {
        return forEachRule(rule -> rule.over(Project.THIS).check(project));
    }

    @TestFactory
    Stream<DynamicTest> every_rule_reports_what_breaks_it() {
        return forEachRule(rule -> {
            assertThat(rule.culprits())
                    .as("what breaks \"%s\"", rule.sentence())
                    .isNotEmpty();
            rule.culprits()
                    .forEach(culprit -> assertThat(violations(rule, Project.fixtureOf(culprit)))
                            .as(rule.sentence())
                            .anySatisfy(violation -> assertThat(violation).contains(culprit.getName())));
        });
    }

    @TestFactory
    Stream<DynamicTest> every_rule_fails_where_it_finds_nothing_to_check() {
        Project misspelt = new Project("io.devicesregistration");
        return forEachRule(rule -> assertThatThrownBy(() -> rule.over(misspelt).check(project))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("failed to check any classes"));
    }

    @Test
    void every_fixture_is_needed() {
        Set<String> culprits = RuleBook.rules().stream()
                .flatMap(rule -> rule.culprits().stream())
                .map(Class::getName)
                .collect(Collectors.toSet());
        assertThat(fixtures)
                .filteredOn(Roles.classesProper())
                .filteredOn(fixture -> fixture.getEnclosingClass().isEmpty())
                .filteredOn(fixture -> fixtures.stream()
                        .filter(other -> Roles.outermost(other).equals(fixture))
                        .allMatch(part -> part.getDirectDependenciesToSelf().stream()
                                .allMatch(use ->
                                        Roles.outermost(use.getOriginClass()).equals(fixture))))
                .extracting(JavaClass::getFullName)
                .isSubsetOf(culprits);
    }

    private static Stream<DynamicTest> forEachRule(Consumer<RuleBook.Rule> check) {
        return RuleBook.rules().stream().map(rule -> dynamicTest(rule.sentence(), () -> check.accept(rule)));
    }

    private static List<String> violations(RuleBook.Rule rule, Project fixture) {
        EvaluationResult result =
                rule.over(fixture).evaluate(fixtures.that(JavaClass.Predicates.resideInAPackage(fixture.everything())));
        return result.getFailureReport().getDetails();
    }
}
