package io.deviceregistration.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static io.deviceregistration.architecture.Never.never;
import static io.deviceregistration.architecture.Offence.knowing;
import static io.deviceregistration.architecture.Roles.isIn;

import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import io.deviceregistration.architecture.fixture.library.app.BorrowsKotlin;
import io.deviceregistration.architecture.fixture.library.app.UsesArgon2;
import io.deviceregistration.architecture.fixture.library.app.UsesBouncyCastle;
import io.deviceregistration.architecture.fixture.library.app.UsesBucket4j;
import io.deviceregistration.architecture.fixture.library.app.UsesCaffeine;
import io.deviceregistration.architecture.fixture.library.app.UsesDataSources;
import io.deviceregistration.architecture.fixture.library.app.UsesHikari;
import io.deviceregistration.architecture.fixture.library.app.UsesJackson;
import io.deviceregistration.architecture.fixture.library.app.UsesJavalin;
import io.deviceregistration.architecture.fixture.library.app.UsesJdbc;
import io.deviceregistration.architecture.fixture.library.app.UsesJdbi;
import io.deviceregistration.architecture.fixture.library.app.UsesJetty;
import io.deviceregistration.architecture.fixture.library.app.UsesLiquibase;
import io.deviceregistration.architecture.fixture.library.app.UsesServlets;
import io.deviceregistration.architecture.fixture.library.core.UsesMicrometer;
import io.deviceregistration.architecture.fixture.library.http.UsesLogback;
import io.deviceregistration.architecture.fixture.library.http.UsesNimbus;
import io.deviceregistration.architecture.fixture.library.http.UsesPicocli;
import io.deviceregistration.architecture.fixture.library.http.UsesPrometheus;
import io.deviceregistration.architecture.fixture.library.http.UsesTheLoggingBridge;
import java.util.Arrays;

/** Which library is known where. */
final class LibraryRules {

    /** Known everywhere; the core has a stricter list of its own. */
    private static final String[] EVERYWHERE = {"java..", "javax.crypto..", "org.jspecify.annotations", "org.slf4j"};

    private LibraryRules() {}

    @BrokenBy({
        UsesArgon2.class,
        UsesBouncyCastle.class,
        UsesBucket4j.class,
        UsesCaffeine.class,
        UsesDataSources.class,
        UsesHikari.class,
        UsesJackson.class,
        UsesJavalin.class,
        UsesJdbc.class,
        UsesJdbi.class,
        UsesJetty.class,
        UsesLiquibase.class,
        UsesLogback.class,
        UsesMicrometer.class,
        UsesNimbus.class,
        UsesPicocli.class,
        UsesPrometheus.class,
        UsesServlets.class,
        UsesTheLoggingBridge.class
    })
    static ArchRule every_library_stays_at_home(Project project) {
        return CompositeArchRule.of(Arrays.stream(Library.values())
                .map(library -> staysAtHome(library, project))
                .toList());
    }

    @BrokenBy(BorrowsKotlin.class)
    static ArchRule every_library_has_a_home(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.everything())
                .should(never(
                        "know libraries that have no home",
                        knowing(type -> !isIn(project.everything(), type)
                                && !Predicates.resideInAnyPackage(EVERYWHERE).test(type)
                                && !Library.anyHolds(type))))
                .because("what is there by way of another library may be gone with that one's next version");
    }

    private static ArchRule staysAtHome(Library library, Project project) {
        return classes()
                .that()
                .resideInAPackage(project.everything())
                .should(never("know " + library, library.known()).butIn(project, library.homes()))
                .because("a library that one package knows is replaced in one package");
    }
}
