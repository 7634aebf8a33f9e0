package io.deviceregistration.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static io.deviceregistration.architecture.Never.never;
import static io.deviceregistration.architecture.Offence.using;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeverTest {

    private static final class Excused {
        void first() {
            Thread.onSpinWait();
        }

        void second() {
            Thread.onSpinWait();
        }
    }

    private static final class Innocent {}

    @Test
    void excuses_a_class_that_is_named() {
        assertThat(violationsBut("architecture.NeverTest$Excused")).isEmpty();
    }

    @Test
    void excuses_a_package_that_is_named() {
        assertThat(violationsBut("architecture")).isEmpty();
    }

    @Test
    void excuses_a_method_that_is_named_and_no_other() {
        assertThat(violationsBut("architecture.NeverTest$Excused.first"))
                .singleElement()
                .asString()
                .contains("Excused.second()");
    }

    @Test
    void excuses_nobody_whose_name_only_begins_alike() {
        assertThat(violationsBut("architecture.NeverTest$Excus")).hasSize(3);
    }

    @Test
    void reports_an_exception_that_nobody_needs() {
        assertThat(violationsBut("architecture.NeverTest$Excused", "architecture.NeverTest$Innocent"))
                .containsExactly("Needless exception for " + Project.THIS.name("architecture.NeverTest$Innocent"));
    }

    @Test
    void reports_an_exception_for_what_is_not_there() {
        assertThat(violationsBut("architecture.NeverTest$Excused", "architecture.NeverTest$Excused.third"))
                .containsExactly("Needless exception for " + Project.THIS.name("architecture.NeverTest$Excused.third"));
    }

    private List<String> violationsBut(String... places) {
        return classes()
                .should(never("spin", using(NeverTest::spins)).butIn(Project.THIS, places))
                .evaluate(new ClassFileImporter().importClasses(Excused.class, Innocent.class))
                .getFailureReport()
                .getDetails();
    }

    private static boolean spins(JavaAccess<?> access) {
        return access.getTarget().getName().equals("onSpinWait");
    }
}
