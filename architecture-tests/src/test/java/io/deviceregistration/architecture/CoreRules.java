package io.deviceregistration.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static io.deviceregistration.architecture.Never.never;
import static io.deviceregistration.architecture.Offence.knowing;
import static io.deviceregistration.architecture.Offence.using;
import static io.deviceregistration.architecture.Roles.isIn;
import static io.deviceregistration.architecture.Roles.isPort;
import static io.deviceregistration.architecture.Roles.isUseCase;
import static io.deviceregistration.architecture.Roles.isValue;
import static io.deviceregistration.architecture.Roles.outermost;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.lang.ArchRule;
import io.deviceregistration.architecture.fixture.core.core.CallsAnotherUseCase;
import io.deviceregistration.architecture.fixture.core.core.CanChange;
import io.deviceregistration.architecture.fixture.core.core.PortThatKnowsAUseCase;
import io.deviceregistration.architecture.fixture.core.core.ReadsAFile;
import io.deviceregistration.architecture.fixture.core.core.RunsInTheCommonPool;
import io.deviceregistration.architecture.fixture.core.core.SpeaksSql;
import io.deviceregistration.architecture.fixture.core.core.StartsAThread;
import io.deviceregistration.architecture.fixture.core.core.ValueThatKnowsAPort;
import io.deviceregistration.architecture.fixture.core.core.ValueThatKnowsAUseCase;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the core knows of the world, and what its parts know of each other: values, ports, use cases, in this order. */
final class CoreRules {

    /** For notes that are made behind the answers. The rest of their packages has threads that somebody must end. */
    private static final DescribedPredicate<JavaClass> HANDING_OVER =
            belongToAnyOf(AtomicReference.class, Executor.class, LockSupport.class, RejectedExecutionException.class);

    private CoreRules() {}

    @BrokenBy({SpeaksSql.class, ReadsAFile.class, RunsInTheCommonPool.class})
    static ArchRule the_core_knows_nothing_but_listed_packages_of_the_jdk(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.core())
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                project.core(),
                                "java.lang",
                                "java.lang.annotation",
                                "java.nio.charset",
                                "java.security",
                                "java.time",
                                "java.time.temporal",
                                "java.util",
                                "java.util.function",
                                "java.util.stream",
                                "java.util.zip",
                                "javax.crypto",
                                "org.jspecify.annotations")
                        // For ids as bytes. The rest of its package is for channels and mapped files.
                        .or(type(ByteBuffer.class))
                        .or(HANDING_OVER))
                .because("the domain outlives every technology and is tested without any");
    }

    @BrokenBy({ValueThatKnowsAPort.class, ValueThatKnowsAUseCase.class})
    static ArchRule values_know_values_alone(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.core())
                .and(valuesOrBetween(project))
                .should(never("know anything of the core but values", knowingNoValue(project))
                        .butIn(project, Roles.betweenPortsAndUseCases()))
                .because("dependencies in the core run one way: values, ports, use cases");
    }

    @BrokenBy(PortThatKnowsAUseCase.class)
    static ArchRule ports_know_values_alone(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.core())
                .and(describe("belong to ports", Roles::isPort))
                .should(never("know anything of the core but values", knowingNoValue(project)))
                .because("an adapter must not need the use cases to be written");
    }

    @BrokenBy(CallsAnotherUseCase.class)
    static ArchRule nobody_in_the_core_knows_use_cases_but_the_factory(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.core())
                .should(never(
                                "know use cases or the factory",
                                knowingOthers(type -> isUseCase(type) || Roles.is(project, Roles.FACTORY, type)))
                        .butIn(project, Roles.FACTORY))
                .because("a use case that calls another hides a transaction in a transaction");
    }

    @BrokenBy(StartsAThread.class)
    static ArchRule nobody_in_the_core_starts_threads_but_the_factory(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.core())
                .should(never("make threads", using(CoreRules::makesAThread)).butIn(project, Roles.FACTORY))
                .because("who embeds the core decides what runs in which thread, and a test runs it all in its own");
    }

    @BrokenBy(CanChange.class)
    static ArchRule nothing_in_the_core_can_change(Project project) {
        return fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage(project.core())
                .should()
                .beFinal()
                .because("any number of threads may use it at once; what has to change is within a field, and guarded");
    }

    private static DescribedPredicate<JavaClass> valuesOrBetween(Project project) {
        return describe(
                "are neither ports nor use cases nor their factory",
                type -> !isPort(type) && !isUseCase(type) && !Roles.is(project, Roles.FACTORY, type));
    }

    private static boolean makesAThread(JavaAccess<?> access) {
        return access.getTargetOwner().isAssignableTo(Thread.class)
                && access.getTarget().getName().equals(JavaConstructor.CONSTRUCTOR_NAME);
    }

    private static Function<JavaClass, Stream<Offence>> knowingNoValue(Project project) {
        return knowingOthers(type -> isIn(project.core(), type) && !isValue(project, type));
    }

    private static Function<JavaClass, Stream<Offence>> knowingOthers(Predicate<JavaClass> offensive) {
        return type -> knowing(target -> !outermost(target).equals(outermost(type)) && offensive.test(target))
                .apply(type);
    }
}
