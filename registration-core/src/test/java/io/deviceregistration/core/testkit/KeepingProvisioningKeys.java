package io.deviceregistration.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKey.Revocation;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The part of {@link ProvisioningKeyStoreContract} about single keys. */
abstract class KeepingProvisioningKeys {

    static final Instant CREATED_AT = SampleProvisioningKey.CREATED_AT;
    static final TenantId ACME = new TenantId("acme");
    static final List<TenantId> OTHERS = Stream.of("globex", "ACME", "Acme", "acm", "acme.", "acme-")
            .map(TenantId::new)
            .toList();

    ProvisioningKeyStore keys = new InMemoryStores().keys();

    abstract ProvisioningKeyStore newStore() throws Exception;

    abstract Optional<ProvisioningKeyStore> secondStore() throws Exception;

    @BeforeEach
    final void begin_with_an_empty_store() throws Exception {
        keys = newStore();
    }

    @Test
    void keeps_a_key_without_any_optional_field() {
        assertKept(SampleProvisioningKey.of("acme").build());
    }

    @Test
    void keeps_a_key_with_every_optional_field() {
        assertKept(SampleProvisioningKey.of("acme")
                .expiresAt(CREATED_AT.plusMillis(86_400_001))
                .limit(1000)
                .registrations(17)
                .lastUsedAt(CREATED_AT.plusMillis(3))
                .revoked(CREATED_AT.plusMillis(5), "grace")
                .build());
    }

    @Test
    void keeps_the_greatest_numbers() {
        assertKept(SampleProvisioningKey.of("acme")
                .limit(Integer.MAX_VALUE)
                .registrations(Integer.MAX_VALUE)
                .build());
    }

    @Test
    void keeps_text_of_the_greatest_length() {
        for (String label : Texts.ofLength(128)) {
            assertKept(SampleProvisioningKey.of("acme").label(label).build());
        }
        for (String subject : Texts.ofLength(255)) {
            assertKept(SampleProvisioningKey.of("acme")
                    .createdBy(subject)
                    .revoked(CREATED_AT, subject)
                    .build());
        }
        assertKept(SampleProvisioningKey.of("Aa0._:-".repeat(9) + "z").build());
        assertKept(SampleProvisioningKey.of("acme")
                .hash(StoredHash.of("$s$" + "~".repeat(StoredHash.MAX_LENGTH - 3)))
                .build());
    }

    @Test
    void keeps_awkward_text_as_it_is() {
        for (String text : Texts.AWKWARD) {
            assertKept(
                    SampleProvisioningKey.of("acme").label(text).createdBy(text).build());
        }
        for (String subject : List.of(" ", " ada", "ada ", "  ada\u00a0\u3000")) {
            assertKept(SampleProvisioningKey.of("acme").createdBy(subject).build());
        }
    }

    @Test
    void keeps_times_to_the_millisecond() {
        List<String> times = List.of(
                "1970-01-01T00:00:00Z",
                "2000-02-29T23:59:59.999Z",
                "2024-03-10T02:30:00.001Z",
                "2024-03-31T02:30:00.002Z",
                "2024-10-27T00:30:00.004Z",
                "2024-10-27T01:30:00.006Z",
                "2024-11-03T05:30:00.010Z",
                "2024-11-03T06:30:00.500Z",
                "2038-01-19T03:14:08.123Z",
                "2999-12-31T23:59:59.998Z");
        for (Instant time : times.stream().map(Instant::parse).toList()) {
            assertKept(SampleProvisioningKey.of("acme")
                    .createdAt(time)
                    .expiresAt(time.plusMillis(1))
                    .lastUsedAt(time.plusMillis(2))
                    .revoked(time.plusMillis(3), "ada")
                    .build());
        }
    }

    @Test
    void keeps_the_latest_expiry_there_is() {
        assertKept(SampleProvisioningKey.of("acme")
                .expiresAt(Instant.parse("9999-12-31T23:59:59.999Z"))
                .build());
    }

    @Test
    void finds_nothing_under_an_unknown_id() {
        inserted(SampleProvisioningKey.of("acme"));
        ProvisioningKeyId unknown = new ProvisioningKeyId(UUID.randomUUID());

        assertThat(keys.find(ACME, unknown)).isEmpty();
        assertThat(keys.findHashed(unknown)).isEmpty();
        assertThat(keys.relabel(ACME, unknown, new Label("x"), SampleAttribution.any()))
                .isEmpty();
        assertThat(keys.revoke(ACME, unknown, revocation(1, "ada"), SampleAttribution.any()))
                .isEmpty();
        keys.replaceHash(unknown, SampleProvisioningKey.hash(), SampleProvisioningKey.hash());
        assertThat(keys.findHashed(unknown)).isEmpty();
    }

    @Test
    void refuses_an_id_that_is_there_already_and_changes_nothing() {
        HashedProvisioningKey first = inserted(SampleProvisioningKey.of("acme"));
        for (String tenant : List.of("acme", "globex")) {
            HashedProvisioningKey second = SampleProvisioningKey.of(tenant)
                    .id(first.key().id())
                    .label("another")
                    .limit(1)
                    .build();

            assertThatThrownBy(() -> keys.insert(second, SampleAttribution.any()))
                    .isInstanceOf(StorageException.class);
        }
        assertStored(first);
        assertThat(keys.find(new TenantId("globex"), first.key().id())).isEmpty();
    }

    @Test
    void finds_nothing_of_another_tenant() {
        HashedProvisioningKey key = inserted(SampleProvisioningKey.of("acme"));

        for (TenantId other : OTHERS) {
            assertThat(keys.find(other, key.key().id())).as("for %s", other).isEmpty();
        }
    }

    @Test
    void changes_nothing_of_another_tenant() {
        HashedProvisioningKey key = inserted(SampleProvisioningKey.of("acme"));
        ProvisioningKeyId id = key.key().id();

        for (TenantId other : OTHERS) {
            assertThat(keys.relabel(other, id, new Label("x"), SampleAttribution.any()))
                    .as("for %s", other)
                    .isEmpty();
            assertThat(keys.revoke(other, id, revocation(1, "eve"), SampleAttribution.any()))
                    .as("for %s", other)
                    .isEmpty();
        }
        assertStored(key);
    }

    @Test
    void relabels_a_key_and_changes_nothing_else() {
        SampleProvisioningKey sample = full();
        HashedProvisioningKey bystander = inserted(SampleProvisioningKey.of("acme"));
        HashedProvisioningKey key = inserted(sample);
        HashedProvisioningKey relabelled = sample.label("🙂".repeat(128)).build();

        Optional<ProvisioningKey> answer =
                keys.relabel(ACME, key.key().id(), relabelled.key().label(), SampleAttribution.any());

        assertThat(answer).contains(relabelled.key());
        assertStored(relabelled);
        assertStored(bystander);
    }

    @Test
    void revokes_a_key_and_changes_nothing_else() {
        SampleProvisioningKey sample = full();
        HashedProvisioningKey bystander = inserted(SampleProvisioningKey.of("acme"));
        HashedProvisioningKey key = inserted(sample);
        HashedProvisioningKey revoked =
                sample.revoked(CREATED_AT.plusMillis(7), " grace ").build();

        assertThat(keys.revoke(ACME, key.key().id(), revocation(7, " grace "), SampleAttribution.any()))
                .contains(revoked.key());
        assertStored(revoked);
        assertStored(bystander);
    }

    @Test
    void keeps_the_first_revocation() {
        SampleProvisioningKey sample = full();
        HashedProvisioningKey key = inserted(sample);
        HashedProvisioningKey revoked =
                sample.revoked(CREATED_AT.plusMillis(7), "grace").build();
        keys.revoke(ACME, key.key().id(), revocation(7, "grace"), SampleAttribution.any());

        for (long millis : List.of(6L, 7L, 8L)) {
            assertThat(keys.revoke(ACME, key.key().id(), revocation(millis, "eve"), SampleAttribution.any()))
                    .contains(revoked.key());
        }
        assertStored(revoked);
    }

    @Test
    void relabels_a_revoked_key_and_revokes_a_relabelled_one() {
        ProvisioningKeyId id = inserted(full()).key().id();

        keys.revoke(ACME, id, revocation(7, "grace"), SampleAttribution.any());
        Optional<ProvisioningKey> relabelled = keys.relabel(ACME, id, new Label("later"), SampleAttribution.any());

        assertThat(relabelled).get().satisfies(key -> {
            assertThat(key.label()).isEqualTo(new Label("later"));
            assertThat(key.revocation()).isEqualTo(revocation(7, "grace"));
        });
        assertThat(keys.find(ACME, id)).isEqualTo(relabelled);
    }

    @Test
    void replaces_a_hash_and_changes_nothing_else() {
        SampleProvisioningKey sample = full();
        HashedProvisioningKey bystander = inserted(SampleProvisioningKey.of("acme"));
        HashedProvisioningKey key = inserted(sample);
        StoredHash replacement = StoredHash.of("$s$" + "~".repeat(StoredHash.MAX_LENGTH - 3));

        keys.replaceHash(key.key().id(), key.hash(), replacement);

        assertStored(sample.hash(replacement).build());
        assertStored(bystander);
    }

    @Test
    void replaces_no_hash_but_the_old_one() {
        HashedProvisioningKey key = inserted(SampleProvisioningKey.of("acme").hash(StoredHash.of("$s$aBc")));

        for (String old : List.of("$s$x", "$s$abc", "$s$ABC", "$S$aBc", "$s$aB", "$s$aBc$")) {
            keys.replaceHash(key.key().id(), StoredHash.of(old), SampleProvisioningKey.hash());
            assertStored(key);
        }
    }

    @Test
    void replaces_each_hash_once() {
        SampleProvisioningKey sample = SampleProvisioningKey.of("acme");
        HashedProvisioningKey key = inserted(sample);
        StoredHash first = SampleProvisioningKey.hash();

        keys.replaceHash(key.key().id(), key.hash(), first);
        keys.replaceHash(key.key().id(), key.hash(), SampleProvisioningKey.hash());

        assertStored(sample.hash(first).build());
    }

    @Test
    void shows_every_change_to_whoever_opens_the_store_again() throws Exception {
        SampleProvisioningKey sample = full();
        HashedProvisioningKey key = inserted(sample);
        Optional<ProvisioningKeyStore> again = secondStore();
        assumeTrue(again.isPresent(), "this store can't be opened again");

        assertThat(again.get().findHashed(key.key().id())).contains(key);
        keys.relabel(ACME, key.key().id(), new Label("renamed"), SampleAttribution.any());
        again.get().revoke(ACME, key.key().id(), revocation(7, "grace"), SampleAttribution.any());

        HashedProvisioningKey changed = sample.label("renamed")
                .revoked(CREATED_AT.plusMillis(7), "grace")
                .build();
        assertStored(changed);
        assertThat(again.get().findHashed(key.key().id())).contains(changed);
    }

    HashedProvisioningKey inserted(SampleProvisioningKey sample) {
        HashedProvisioningKey key = sample.build();
        keys.insert(key, SampleAttribution.any());
        return key;
    }

    static Revocation revocation(long millisAfterCreation, String by) {
        return new Revocation(CREATED_AT.plusMillis(millisAfterCreation), new Subject(by));
    }

    private static SampleProvisioningKey full() {
        return SampleProvisioningKey.of("acme")
                .expiresAt(CREATED_AT.plusMillis(1001))
                .limit(3)
                .registrations(2)
                .lastUsedAt(CREATED_AT.plusMillis(999));
    }

    private void assertKept(HashedProvisioningKey key) {
        keys.insert(key, SampleAttribution.any());
        assertStored(key);
    }

    private void assertStored(HashedProvisioningKey key) {
        assertThat(keys.find(key.key().tenant(), key.key().id())).contains(key.key());
        assertThat(keys.findHashed(key.key().id())).contains(key);
    }
}
