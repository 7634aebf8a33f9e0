package io.deviceregistration.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static io.deviceregistration.architecture.Never.never;
import static io.deviceregistration.architecture.Offence.using;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import io.deviceregistration.architecture.fixture.determinism.core.AsksForTheTime;
import io.deviceregistration.architecture.fixture.determinism.core.AsksForTheTimeByReference;
import io.deviceregistration.architecture.fixture.determinism.core.KeepsTheSystemClock;
import io.deviceregistration.architecture.fixture.determinism.core.MakesAnId;
import io.deviceregistration.architecture.fixture.determinism.core.ThrowsDice;
import java.time.Clock;
import java.util.regex.Pattern;

/** Where time and chance come from. */
final class DeterminismRules {

    /** Methods and constructors, whatever they take, that ask the system for the time or for chance. */
    private static final Pattern SOURCES =
            Pattern.compile("java\\.time\\.(Clock|InstantSource)\\.(system\\w*|tickMillis|tickSeconds|tickMinutes)"
                    + "|java\\.lang\\.System\\.(currentTimeMillis|nanoTime)"
                    + "|java\\.lang\\.(Strict)?Math\\.random"
                    + "|java\\.util\\.(Random|SplittableRandom)\\.<init>"
                    + "|java\\.util\\.UUID\\.randomUUID"
                    + "|java\\.util\\.Collections\\.shuffle"
                    + "|java\\.util\\.concurrent\\.ThreadLocalRandom\\.current"
                    + "|java\\.util\\.random\\.\\w+\\.(of|create|getDefault)"
                    + "|java\\.security\\.SecureRandom\\.(<init>|getInstance\\w*)");

    private static final Pattern NOW = Pattern.compile("java\\.time(\\.chrono)?\\.\\w+\\.now");

    private DeterminismRules() {}

    @BrokenBy({
        AsksForTheTime.class,
        AsksForTheTimeByReference.class,
        KeepsTheSystemClock.class,
        MakesAnId.class,
        ThrowsDice.class
    })
    static ArchRule time_and_chance_come_in_by_factories_alone(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.everything())
                .should(never("ask the system for the time or for chance", using(DeterminismRules::isASource))
                        .butIn(
                                project,
                                "core.DeviceRegistration.of",
                                "http.RegistrationServer.configure",
                                "persistence.hashing.SecretHashing.create",
                                "app.RegistrationApp.start",
                                "app.TokenCommand.run",
                                "app.appliance.RegisterCommand.run"))
                .because("with a clock and a source of randomness as arguments, every test decides both");
    }

    private static boolean isASource(JavaAccess<?> access) {
        String name =
                access.getTargetOwner().getName() + "." + access.getTarget().getName();
        return SOURCES.matcher(name).matches() || NOW.matcher(name).matches() && !takesAClock(access);
    }

    private static boolean takesAClock(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
    }
}
