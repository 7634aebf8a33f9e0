package io.deviceregistration.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static io.deviceregistration.architecture.Never.never;
import static io.deviceregistration.architecture.Offence.being;
import static io.deviceregistration.architecture.Roles.classesProper;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import io.deviceregistration.architecture.fixture.publicface.app.ForgottenInTheApp;
import io.deviceregistration.architecture.fixture.publicface.http.ForgottenInHttp;
import io.deviceregistration.architecture.fixture.publicface.persistence.ForgottenInPersistence;

/** What each module shows of itself. A type joins or leaves these lists in the same commit as it becomes public or not. */
final class PublicFaceRules {

    private static final String REASON = "all that is public binds us: others build on it";

    private PublicFaceRules() {}

    @BrokenBy(ForgottenInPersistence.class)
    static ArchRule persistence_shows_stores_hashing_and_their_settings(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.persistence())
                .should(bePublic()
                        .butIn(
                                project,
                                "persistence.hashing.Argon2Cost",
                                "persistence.hashing.HashScheme",
                                "persistence.hashing.HashingSettings",
                                "persistence.hashing.Peppers",
                                "persistence.hashing.SecretHashing",
                                "persistence.store.CannotCopyStoreException",
                                "persistence.store.CannotOpenStoreException",
                                "persistence.store.DatabaseKind",
                                "persistence.store.DatabaseStore",
                                "persistence.store.StoreCopy",
                                "persistence.store.StoreSettings"))
                .because(REASON);
    }

    @BrokenBy(ForgottenInHttp.class)
    static ArchRule http_shows_routes_server_and_tokens(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.http())
                .should(bePublic()
                        .butIn(
                                project,
                                "http.ApiDescription",
                                "http.CannotListenException",
                                "http.DeviceKeyGuard",
                                "http.HttpSettings",
                                "http.OperationsHttp",
                                "http.OperationsServer",
                                "http.PageClient",
                                "http.ProxyHeader",
                                "http.Readiness",
                                "http.RegistrationHttp",
                                "http.RegistrationPage",
                                "http.RegistrationServer",
                                "http.token.AdministratorTokens",
                                "http.token.DevelopmentTokens",
                                "http.token.IdentityProviderUnavailableException",
                                "http.token.OidcSettings",
                                "http.token.OidcTokens",
                                "http.token.SignatureAlgorithm",
                                "http.token.TokenCheck"))
                .because(REASON);
    }

    @BrokenBy(ForgottenInTheApp.class)
    static ArchRule the_app_shows_what_others_start_it_by_and_plug_into_it(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.app())
                .should(bePublic()
                        .butIn(
                                project,
                                // Java starts it.
                                "app.Main",
                                // Logback finds it.
                                "app.LogConfiguration",
                                "app.adapter.AdministratorTokensProvider",
                                "app.adapter.SecretHasherProvider",
                                "app.adapter.Store",
                                "app.adapter.StoreProvider",
                                // The command line runs it.
                                "app.appliance.RegisterCommand"))
                .because(REASON);
    }

    private static Never bePublic() {
        return never("be public", being("is public", PublicFaceRules::isPublic));
    }

    private static boolean isPublic(JavaClass type) {
        return classesProper().test(type) && type.getModifiers().contains(JavaModifier.PUBLIC);
    }
}
