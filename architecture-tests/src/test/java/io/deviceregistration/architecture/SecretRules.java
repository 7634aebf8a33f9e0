package io.deviceregistration.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static io.deviceregistration.architecture.Never.never;
import static io.deviceregistration.architecture.Offence.being;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import io.deviceregistration.architecture.fixture.secret.core.CarriesASecretAsText;
import io.deviceregistration.architecture.fixture.secret.core.device.IdempotencyKey;
import io.deviceregistration.architecture.fixture.secret.core.key.PlainKey;
import io.deviceregistration.architecture.fixture.secret.core.key.StoredHash;
import io.deviceregistration.architecture.fixture.secret.http.KeyResponse;
import io.deviceregistration.architecture.fixture.secret.http.token.DevelopmentTokens;
import io.deviceregistration.architecture.fixture.secret.persistence.HoldsAPassword;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/** How secrets are kept from being seen by accident: in a log, in a message, in a debugger's list. */
final class SecretRules {

    /**
     * Types that are secrets, or hold some. An idempotency key is one though it opens nothing by itself: with the
     * provisioning key, which many appliances share, it gives whoever has it a device's key until that is first used. Its
     * digest is none, so what is kept of an attempt may be a record: it can't be sent in the key's place.
     */
    private static final String[] SECRETS = {
        "core.device.IdempotencyKey",
        "core.key.PlainKey",
        "core.key.StoredHash",
        "http.token.DevelopmentTokens",
        "persistence.hashing.HashingSettings",
        "persistence.hashing.Pepper",
        "persistence.hashing.Peppers",
        "persistence.store.StoreSettings"
    };

    /** Records that hold a secret at times, by a name that doesn't tell: any setting as it was written, a password too. */
    private static final String[] TACIT_RECORDS = {"app.SettingSources$Sourced"};

    private static final Pattern TELLING_NAME = Pattern.compile("(?i).*(key|secret|password|pepper|token)s?");

    private static final Set<String> TELLING_TYPES = Set.of(
            String.class.getName(),
            byte[].class.getName(),
            char[].class.getName(),
            "javax.crypto.SecretKey",
            "javax.crypto.spec.SecretKeySpec");

    private SecretRules() {}

    @BrokenBy({IdempotencyKey.class, PlainKey.class, StoredHash.class, DevelopmentTokens.class, HoldsAPassword.class})
    static ArchRule what_holds_a_secret_is_final_and_no_record_and_writes_its_own_text(Project project) {
        return CompositeArchRule.of(classes()
                        .that()
                        .resideInAPackage(project.everything())
                        .and(describe(
                                "hold secrets",
                                type -> isOneOf(project, SECRETS, type) || !type.isRecord() && hasTellingField(type)))
                        .should(never("give them away", being("isn't a discreet class", type -> !isDiscreet(type))))
                        .because("a record shows all it has, and a subclass could"))
                .and(listedTypesAreThere(project, SECRETS));
    }

    @BrokenBy(KeyResponse.class)
    static ArchRule records_with_a_secret_write_their_own_text(Project project) {
        return CompositeArchRule.of(classes()
                        .that()
                        .resideInAPackage(project.everything())
                        .and(describe(
                                "are records with a secret",
                                type -> type.isRecord()
                                        && (hasTellingField(type) || isOneOf(project, TACIT_RECORDS, type))))
                        .should(never("show it", being("has a record's text", type -> !writesItsOwnText(type))))
                        .because("answers carry secrets to their owners, and logs must not carry them to others"))
                .and(listedTypesAreThere(project, TACIT_RECORDS));
    }

    @BrokenBy(CarriesASecretAsText.class)
    static ArchRule no_secret_rides_in_a_text_of_the_domain(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.core())
                .should(never(
                        "carry secrets as text or bytes",
                        type -> type.getFields().stream()
                                .filter(SecretRules::isTelling)
                                .map(field -> Offence.of(field, "is a secret as text or bytes"))))
                .because("text is copied, compared and logged without a thought");
    }

    /** Else a list could name what has another name by now. */
    private static ArchRule listedTypesAreThere(Project project, String... names) {
        return classes()
                .that()
                .resideInAPackage(project.everything())
                .should(never("be listed", being("is listed", type -> isOneOf(project, names, type)))
                        .butIn(project, names));
    }

    private static boolean isOneOf(Project project, String[] names, JavaClass type) {
        return Arrays.stream(names).map(project::name).anyMatch(type.getFullName()::equals);
    }

    private static boolean isDiscreet(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.FINAL) && !type.isRecord() && writesItsOwnText(type);
    }

    /** The compiler makes a record's own text final; nobody who writes one does, since the record is. */
    private static boolean writesItsOwnText(JavaClass type) {
        return type.tryGetMethod("toString")
                .filter(method -> !type.isRecord() || !method.getModifiers().contains(JavaModifier.FINAL))
                .isPresent();
    }

    private static boolean hasTellingField(JavaClass type) {
        return type.getFields().stream().anyMatch(SecretRules::isTelling);
    }

    private static boolean isTelling(JavaField field) {
        return !field.getModifiers().contains(JavaModifier.STATIC)
                && TELLING_NAME.matcher(field.getName()).matches()
                && TELLING_TYPES.contains(field.getRawType().getName());
    }
}
