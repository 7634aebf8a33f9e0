package io.deviceregistration.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKey.Revocation;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The part of {@link ProvisioningKeyStoreContract} about many callers at once. */
abstract class RacingProvisioningKeys extends ListingProvisioningKeys {

    private static final int THREADS = 32;

    @Test
    void gives_an_id_to_one_of_many_that_insert_it_at_once() throws Exception {
        List<ProvisioningKeyStore> instances = instances();
        ProvisioningKeyId id = SampleProvisioningKey.of("acme").build().key().id();

        List<Optional<HashedProvisioningKey>> inserted = Race.run(THREADS, thread -> () -> {
            HashedProvisioningKey key = SampleProvisioningKey.of("acme")
                    .id(id)
                    .label("of thread " + thread)
                    .build();
            try {
                instances.get(thread % instances.size()).insert(key, SampleAttribution.any());
                return Optional.of(key);
            } catch (StorageException anotherWasFaster) {
                return Optional.empty();
            }
        });

        assertThat(inserted.stream().flatMap(Optional::stream).toList())
                .singleElement()
                .isEqualTo(keys.findHashed(id).orElseThrow());
    }

    @Test
    void keeps_one_revocation_of_many_at_once_and_shows_it_to_all() throws Exception {
        List<ProvisioningKeyStore> instances = instances();
        ProvisioningKeyId id = inserted(SampleProvisioningKey.of("acme")).key().id();

        List<Revocation> seen = Race.run(
                THREADS,
                thread -> () -> instances
                        .get(thread % instances.size())
                        .revoke(ACME, id, revocation(thread, "thread " + thread), SampleAttribution.any())
                        .map(ProvisioningKey::revocation)
                        .orElseThrow());

        Revocation kept = keys.find(ACME, id).orElseThrow().revocation();
        assertThat(seen).hasSize(THREADS).allMatch(revocation -> Objects.equals(revocation, kept));
    }

    @Test
    void lets_one_of_two_replace_a_hash_at_once() throws Exception {
        List<ProvisioningKeyStore> instances = instances();
        for (int round = 0; round < 20; round++) {
            HashedProvisioningKey key = inserted(SampleProvisioningKey.of("acme"));
            ProvisioningKeyId id = key.key().id();

            List<StoredHash> seen = Race.run(2, thread -> () -> {
                ProvisioningKeyStore store = instances.get(thread % instances.size());
                store.replaceHash(id, key.hash(), SampleProvisioningKey.hash());
                return store.findHashed(id).orElseThrow().hash();
            });

            StoredHash kept = keys.findHashed(id).orElseThrow().hash();
            assertThat(kept).isNotEqualTo(key.hash());
            assertThat(seen).containsExactly(kept, kept);
        }
    }

    @Test
    void loses_no_change_to_one_part_by_a_change_to_another_at_once() throws Exception {
        List<ProvisioningKeyStore> instances = instances();
        for (int round = 0; round < 20; round++) {
            SampleProvisioningKey sample = SampleProvisioningKey.of("acme");
            HashedProvisioningKey key = inserted(sample);
            ProvisioningKeyId id = key.key().id();
            StoredHash replacement = SampleProvisioningKey.hash();

            Race.run(3, thread -> () -> {
                ProvisioningKeyStore store = instances.get(thread % instances.size());
                switch (thread) {
                    case 0 -> store.relabel(ACME, id, new Label("renamed"), SampleAttribution.any());
                    case 1 -> store.revoke(ACME, id, revocation(1, "ada"), SampleAttribution.any());
                    default -> store.replaceHash(id, key.hash(), replacement);
                }
                return true;
            });

            assertThat(keys.findHashed(id))
                    .contains(sample.label("renamed")
                            .revoked(CREATED_AT.plusMillis(1), "ada")
                            .hash(replacement)
                            .build());
        }
    }

    private List<ProvisioningKeyStore> instances() throws Exception {
        return secondStore().map(again -> List.of(keys, again)).orElse(List.of(keys));
    }
}
