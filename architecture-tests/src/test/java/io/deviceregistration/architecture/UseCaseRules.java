package io.deviceregistration.architecture;

import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static io.deviceregistration.architecture.Never.never;
import static io.deviceregistration.architecture.Offence.being;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import io.deviceregistration.architecture.fixture.usecase.core.BareTextStore;
import io.deviceregistration.architecture.fixture.usecase.core.DisableBareText;
import io.deviceregistration.architecture.fixture.usecase.core.EnableManyThings;
import io.deviceregistration.architecture.fixture.usecase.core.ForgottenMark;
import io.deviceregistration.architecture.fixture.usecase.core.LampReader;
import io.deviceregistration.architecture.fixture.usecase.core.ListWithoutCommand;
import io.deviceregistration.architecture.fixture.usecase.core.ReadOpenly;
import io.deviceregistration.core.stereotype.Port;
import io.deviceregistration.core.stereotype.UseCase;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The form of use cases, and what they and ports speak of. */
final class UseCaseRules {

    /** One word a thing: a new verb is a new thing that the domain does, and is added here. */
    private static final String VERB_AND_NOUN =
            "(Authenticate|Close|Create|Delete|Describe|Disable|Enable|List|Open|Read|Register|Relabel|Replace|Revoke|Rotate|Verify)"
                    + "[A-Z].*";

    private static final Set<String> BARE =
            Set.of(String.class.getName(), UUID.class.getName(), byte[].class.getName(), char[].class.getName());

    private UseCaseRules() {}

    @BrokenBy(ReadOpenly.class)
    static ArchRule use_cases_are_final(Project project) {
        return useCases(project)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .because("use cases are called and not extended");
    }

    @BrokenBy(LampReader.class)
    static ArchRule use_cases_are_named_verb_and_noun(Project project) {
        return useCases(project)
                .should()
                .haveNameMatching(".*\\." + VERB_AND_NOUN)
                .because("their list then reads as what the service does");
    }

    @BrokenBy(EnableManyThings.class)
    static ArchRule use_cases_have_one_public_method_execute(Project project) {
        return useCases(project)
                .should(never(
                        "have public methods but one, execute",
                        being(
                                "has other public methods than one, execute",
                                type -> !publicMethods(type).equals(List.of("execute")))))
                .because("a use case does one thing");
    }

    @BrokenBy(ListWithoutCommand.class)
    static ArchRule use_cases_take_a_nested_record_Command(Project project) {
        return useCases(project)
                .should(never(
                        "take anything but their own Command",
                        being(
                                "doesn't take a nested record Command",
                                type -> type.getMethods().stream()
                                        .filter(UseCaseRules::isPublic)
                                        .anyMatch(method -> !takesCommand(method)))))
                .because("callers can then build, pass on and compare what they ask for");
    }

    @BrokenBy(ForgottenMark.class)
    static ArchRule what_executes_a_command_is_marked_as_a_use_case(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.core())
                .and()
                .containAnyMethodsThat(name("execute"))
                .should()
                .beAnnotatedWith(UseCase.class)
                .because("what isn't marked as a use case is not kept apart from ports and adapters");
    }

    @BrokenBy(DisableBareText.class)
    static ArchRule commands_carry_no_bare_text_or_ids(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.core())
                .and()
                .haveSimpleName("Command")
                .should(never(
                        "carry bare text or ids",
                        type -> type.getFields().stream()
                                .filter(field -> isBare(field.getRawType()))
                                .map(field -> Offence.of(field, "is bare"))))
                .because("wrapped, a value is checked once and can't be mistaken for another");
    }

    @BrokenBy(BareTextStore.class)
    static ArchRule ports_take_and_return_no_bare_text_or_ids(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.core())
                .and()
                .areAnnotatedWith(Port.class)
                .should(never(
                        "take or return bare text or ids",
                        type -> type.getMethods().stream()
                                .filter(method -> spokenOf(method).anyMatch(UseCaseRules::isBare))
                                .map(method -> Offence.of(method, "takes or returns a bare value"))))
                .because("wrapped, a value is checked once and can't be mistaken for another");
    }

    private static GivenClassesConjunction useCases(Project project) {
        return classes().that().resideInAPackage(project.core()).and().areAnnotatedWith(UseCase.class);
    }

    private static List<String> publicMethods(JavaClass type) {
        return type.getMethods().stream()
                .filter(UseCaseRules::isPublic)
                .map(JavaMethod::getName)
                .toList();
    }

    private static boolean isPublic(JavaMethod method) {
        return method.getModifiers().contains(JavaModifier.PUBLIC);
    }

    private static boolean takesCommand(JavaMethod method) {
        List<JavaClass> parameters = method.getRawParameterTypes();
        return parameters.size() == 1
                && parameters.get(0).isRecord()
                && parameters.get(0).getFullName().equals(method.getOwner().getFullName() + "$Command");
    }

    private static Stream<JavaClass> spokenOf(JavaCodeUnit method) {
        return Stream.concat(
                method.getReturnType().getAllInvolvedRawTypes().stream(),
                method.getParameterTypes().stream().flatMap(type -> type.getAllInvolvedRawTypes().stream()));
    }

    private static boolean isBare(JavaClass type) {
        return BARE.contains(type.getName());
    }
}
