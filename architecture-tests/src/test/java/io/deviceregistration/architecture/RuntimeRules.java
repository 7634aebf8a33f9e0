package io.deviceregistration.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static io.deviceregistration.architecture.Never.never;
import static io.deviceregistration.architecture.Offence.knowing;
import static io.deviceregistration.architecture.Offence.using;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import io.deviceregistration.architecture.fixture.runtime.app.DeclaresException;
import io.deviceregistration.architecture.fixture.runtime.app.EndsTheProcess;
import io.deviceregistration.architecture.fixture.runtime.app.Prints;
import io.deviceregistration.architecture.fixture.runtime.app.PrintsAStackTrace;
import io.deviceregistration.architecture.fixture.runtime.app.ReadsTheEnvironment;
import io.deviceregistration.architecture.fixture.runtime.app.ThrowsException;
import io.deviceregistration.architecture.fixture.runtime.app.UsesDateFormats;
import io.deviceregistration.architecture.fixture.runtime.app.UsesDates;
import io.deviceregistration.architecture.fixture.runtime.app.UsesJavaUtilLogging;
import java.util.Set;
import java.util.stream.Stream;

/** What of the Java runtime is not for us, or for one class of ours alone. */
final class RuntimeRules {

    private static final Set<String> OLD_DATES = Set.of(
            "java.util.Date",
            "java.util.Calendar",
            "java.util.GregorianCalendar",
            "java.util.TimeZone",
            "java.text.DateFormat",
            "java.text.SimpleDateFormat",
            "java.sql.Date",
            "java.sql.Time",
            "java.sql.Timestamp");

    private static final Set<String> STANDARD_STREAMS =
            Set.of("java.lang.System.in", "java.lang.System.out", "java.lang.System.err", "java.lang.System.console");

    private static final Set<String> PROCESS = Set.of(
            "java.lang.System.exit",
            "java.lang.Runtime.exit",
            "java.lang.Runtime.halt",
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.lang.System.getProperties",
            "java.lang.System.setProperty");

    private static final Set<String> GENERIC_EXCEPTIONS =
            Set.of("java.lang.Throwable", "java.lang.Exception", "java.lang.RuntimeException", "java.lang.Error");

    private RuntimeRules() {}

    @BrokenBy({UsesDates.class, UsesDateFormats.class})
    static ArchRule nobody_uses_the_old_date_classes(Project project) {
        return everyClass(project)
                .should(never("use old date classes", knowing(type -> OLD_DATES.contains(type.getName())))
                        // What it overrides and calls in the JWT library returns dates.
                        .butIn(project, "http.token.ClaimsInTime"))
                .because("they can change, and mean different things in different time zones");
    }

    @BrokenBy({Prints.class, PrintsAStackTrace.class})
    static ArchRule nobody_touches_the_standard_streams_but_main(Project project) {
        return everyClass(project)
                .should(never("touch the standard streams", using(RuntimeRules::isStandardStream))
                        .butIn(project, "app.Main.main"))
                .because("tests and backends bring their own streams");
    }

    @BrokenBy({EndsTheProcess.class, ReadsTheEnvironment.class})
    static ArchRule nobody_ends_the_process_or_reads_its_environment_but_main(Project project) {
        return everyClass(project)
                .should(never("touch the process", using(access -> PROCESS.contains(name(access))))
                        .butIn(project, "app.Main.main"))
                .because("we may be a guest in somebody else's process");
    }

    @BrokenBy({ThrowsException.class, DeclaresException.class})
    static ArchRule nobody_throws_generic_exceptions(Project project) {
        return everyClass(project)
                .should(never(
                                "make or declare generic exceptions",
                                type -> Stream.concat(
                                        using(RuntimeRules::makesAGenericException)
                                                .apply(type),
                                        declared(type)))
                        // What it overrides and passes on to in Jetty declares one.
                        .butIn(project, "http.VerifyHandler"))
                .because("nobody can handle what could be anything");
    }

    @BrokenBy(UsesJavaUtilLogging.class)
    static ArchRule nobody_uses_java_util_logging(Project project) {
        return everyClass(project)
                .should(never(
                                "use java.util.logging",
                                knowing(type -> type.getPackageName().equals("java.util.logging")))
                        // Liquibase's own loggers are given its levels; this one hands them on to SLF4J.
                        .butIn(project, "persistence.store.LiquibaseLog"))
                .because("we log through SLF4J, which each backend directs as it likes");
    }

    private static GivenClassesConjunction everyClass(Project project) {
        return classes().that().resideInAPackage(project.everything());
    }

    private static String name(JavaAccess<?> access) {
        return access.getTargetOwner().getName() + "." + access.getTarget().getName();
    }

    private static boolean isStandardStream(JavaAccess<?> access) {
        return STANDARD_STREAMS.contains(name(access))
                || access.getTarget().getFullName().endsWith(".printStackTrace()");
    }

    private static boolean makesAGenericException(JavaAccess<?> access) {
        return access.getTarget().getName().equals(JavaConstructor.CONSTRUCTOR_NAME)
                && GENERIC_EXCEPTIONS.contains(access.getTargetOwner().getName())
                && !isCallOfSuper(access);
    }

    private static boolean isCallOfSuper(JavaAccess<?> access) {
        return access.getOrigin() instanceof JavaConstructor
                && access.getOriginOwner()
                        .getRawSuperclass()
                        .filter(access.getTargetOwner()::equals)
                        .isPresent();
    }

    private static Stream<Offence> declared(JavaClass type) {
        return type.getCodeUnits().stream()
                .filter(RuntimeRules::declaresAGenericException)
                .map(codeUnit -> Offence.of(codeUnit, "declares a generic exception"));
    }

    private static boolean declaresAGenericException(JavaCodeUnit codeUnit) {
        return codeUnit.getExceptionTypes().stream().anyMatch(thrown -> GENERIC_EXCEPTIONS.contains(thrown.getName()));
    }
}
