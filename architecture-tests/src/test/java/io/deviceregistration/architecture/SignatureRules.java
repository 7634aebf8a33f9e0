package io.deviceregistration.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static io.deviceregistration.architecture.Never.never;
import static io.deviceregistration.architecture.Offence.being;
import static io.deviceregistration.architecture.Roles.isIn;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import io.deviceregistration.architecture.fixture.signature.core.AsksForAnOptional;
import io.deviceregistration.architecture.fixture.signature.core.KeepsAnOptional;
import io.deviceregistration.architecture.fixture.signature.core.ThrowsChecked;
import io.deviceregistration.architecture.fixture.signature.core.unmarked.Unmarked;
import io.deviceregistration.architecture.fixture.signature.http.HttpException;
import io.deviceregistration.architecture.fixture.signature.persistence.StrayException;
import io.deviceregistration.core.fault.DeviceRegistrationException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** What signatures say: what may be null or absent, and what may go wrong. */
final class SignatureRules {

    private static final Set<String> OPTIONALS = Set.of(
            Optional.class.getName(),
            OptionalInt.class.getName(),
            OptionalLong.class.getName(),
            OptionalDouble.class.getName());

    private SignatureRules() {}

    @BrokenBy(Unmarked.class)
    static ArchRule every_package_is_null_marked(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.everything())
                .should(never(
                        "lie in a package that isn't @NullMarked",
                        being(
                                "lies in a package that isn't @NullMarked",
                                type -> !type.getPackage().isAnnotatedWith(NullMarked.class))))
                .because("what may be null then says so, and all else isn't");
    }

    @BrokenBy({KeepsAnOptional.class, AsksForAnOptional.class})
    static ArchRule optionals_are_returned_and_nothing_else(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.everything())
                .should(never(
                        "keep or take optionals",
                        type -> Stream.concat(
                                type.getFields().stream()
                                        .filter(field -> isOptional(field.getRawType()))
                                        .map(field -> Offence.of(field, "is an optional")),
                                type.getCodeUnits().stream()
                                        .filter(codeUnit -> codeUnit.getRawParameterTypes().stream()
                                                .anyMatch(SignatureRules::isOptional))
                                        .map(codeUnit -> Offence.of(codeUnit, "takes an optional")))))
                .because("callers who must unwrap can't forget, and callers who must wrap gain nothing");
    }

    @BrokenBy(ThrowsChecked.class)
    static ArchRule nothing_public_throws_checked_exceptions(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.everything())
                .and()
                .arePublic()
                .should(never(
                        "throw checked exceptions for others to handle",
                        type -> type.getCodeUnits().stream()
                                .filter(codeUnit -> isVisible(codeUnit) && throwsChecked(codeUnit))
                                .map(codeUnit -> Offence.of(codeUnit, "throws a checked exception"))))
                .because("an expected refusal is a result, and a fault is nothing that each caller could mend");
    }

    @BrokenBy({StrayException.class, HttpException.class})
    static ArchRule exceptions_for_others_are_faults_or_misuse(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.everything())
                .and(describe("are exceptions that others meet", type -> isMetByOthers(project, type)))
                .should()
                .beAssignableTo(describe(
                        "faults of ours, or IllegalArgumentException",
                        type -> type.isEquivalentTo(DeviceRegistrationException.class)
                                || type.isEquivalentTo(IllegalArgumentException.class)))
                .because("callers who want to handle every fault of ours catch one base");
    }

    private static boolean isOptional(JavaClass type) {
        return OPTIONALS.contains(type.getBaseComponentType().getName());
    }

    private static boolean isVisible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static boolean throwsChecked(JavaCodeUnit codeUnit) {
        return codeUnit.getExceptionTypes().stream()
                .anyMatch(thrown ->
                        !thrown.isAssignableTo(RuntimeException.class) && !thrown.isAssignableTo(Error.class));
    }

    /** All that is public, and all that adapters throw through ports. */
    private static boolean isMetByOthers(Project project, JavaClass type) {
        return type.isAssignableTo(Throwable.class)
                && (type.getModifiers().contains(JavaModifier.PUBLIC)
                        || isIn(project.core(), type)
                        || isIn(project.persistence(), type));
    }
}
