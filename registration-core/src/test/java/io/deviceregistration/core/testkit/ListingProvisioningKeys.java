package io.deviceregistration.core.testkit;

import static io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus.ACTIVE;
import static io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus.EXHAUSTED;
import static io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus.EXPIRED;
import static io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus.REVOKED;
import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.page.Position;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The part of {@link ProvisioningKeyStoreContract} about lists. */
abstract class ListingProvisioningKeys extends KeepingProvisioningKeys {

    private static final Instant NOW = CREATED_AT.plusSeconds(3600);

    @Test
    void lists_nothing_for_a_tenant_without_keys() {
        inserted(SampleProvisioningKey.of("globex"));

        assertThat(keys.list(ACME, null, NOW, PageRequest.first(1))).isEqualTo(new Page<>(List.of(), null));
    }

    @Test
    void lists_keys_with_every_field() {
        ProvisioningKey full = inserted(SampleProvisioningKey.of("acme")
                        .createdAt(CREATED_AT.plusMillis(1))
                        .label("🙂".repeat(128))
                        .expiresAt(CREATED_AT.plusMillis(1001))
                        .limit(3)
                        .registrations(2)
                        .lastUsedAt(CREATED_AT.plusMillis(999))
                        .revoked(CREATED_AT.plusMillis(1003), "grace"))
                .key();
        ProvisioningKey plain = inserted(SampleProvisioningKey.of("acme")).key();

        assertThat(all(null)).containsExactly(full, plain);
    }

    @Test
    void lists_no_key_of_another_tenant() {
        inserted(SampleProvisioningKey.of("acme"));

        for (TenantId other : OTHERS) {
            assertThat(keys.list(other, null, NOW, PageRequest.first(10)).items())
                    .as("for %s", other)
                    .isEmpty();
        }
    }

    @Test
    void lists_the_newest_key_first_to_the_millisecond() {
        for (long millis : List.of(2L, 1000L, 0L, 999L, 1L, 1001L)) {
            inserted(SampleProvisioningKey.of("acme").createdAt(CREATED_AT.plusMillis(millis)));
        }

        assertThat(all(null))
                .extracting(key -> key.createdAt().toEpochMilli() - CREATED_AT.toEpochMilli())
                .containsExactly(1001L, 1000L, 999L, 2L, 1L, 0L);
    }

    @Test
    void lists_keys_of_one_moment_always_in_the_same_order() {
        List<ProvisioningKey> inserted = new ArrayList<>();
        for (int count = 0; count < 23; count++) {
            inserted.add(inserted(SampleProvisioningKey.of("acme")).key());
        }
        List<ProvisioningKey> all = all(null);

        assertThat(all).containsExactlyInAnyOrderElementsOf(inserted);
        for (int limit : List.of(1, 2, 7, 22, 23, 24, PageRequest.MAX_LIMIT)) {
            assertThat(inPagesOf(limit, null)).as("in pages of %s", limit).isEqualTo(all);
        }
    }

    @Test
    void lists_every_key_once_at_any_length_of_page() {
        for (int count = 0; count < 30; count++) {
            inserted(SampleProvisioningKey.of("acme").createdAt(CREATED_AT.plusMillis(count / 4)));
            inserted(SampleProvisioningKey.of("globex").createdAt(CREATED_AT.plusMillis(count / 4)));
        }
        List<ProvisioningKey> all = all(null);

        assertThat(all)
                .hasSize(30)
                .isSortedAccordingTo(
                        Comparator.comparing(ProvisioningKey::createdAt).reversed());
        for (int limit : List.of(1, 2, 3, 4, 10, 29, 30, 31)) {
            assertThat(inPagesOf(limit, null)).as("in pages of %s", limit).isEqualTo(all);
        }
    }

    @Test
    void says_where_a_page_ended_and_that_the_last_is_the_last() {
        inserted(SampleProvisioningKey.of("acme"));
        inserted(SampleProvisioningKey.of("acme").createdAt(CREATED_AT.plusMillis(1)));

        Page<ProvisioningKey> first = keys.list(ACME, null, NOW, PageRequest.first(1));
        ProvisioningKey last = first.items().get(0);
        assertThat(first.next())
                .isEqualTo(new Position(last.createdAt(), last.id().value()));
        assertThat(keys.list(ACME, null, NOW, new PageRequest(1, first.next())).next())
                .isNull();
        assertThat(keys.list(ACME, null, NOW, PageRequest.first(2)).next()).isNull();
    }

    @Test
    void neither_repeats_nor_skips_a_key_while_others_are_added() {
        for (int count = 0; count < 12; count++) {
            inserted(SampleProvisioningKey.of("acme").createdAt(CREATED_AT.plusMillis(count / 3)));
        }
        List<ProvisioningKey> before = all(null);

        List<ProvisioningKey> read = Paging.readAll(
                5,
                page -> keys.list(ACME, null, NOW, page),
                () -> Stream.of(-1, 0, 1, 2, 3, 4)
                        .forEach(millis ->
                                inserted(SampleProvisioningKey.of("acme").createdAt(CREATED_AT.plusMillis(millis)))));

        assertThat(read).filteredOn(before::contains).isEqualTo(before);
    }

    @Test
    void lists_keys_by_status() {
        inserted(labelled("active"));
        inserted(labelled("unused").limit(1));
        inserted(labelled("expires later").expiresAt(NOW.plusMillis(1)));
        inserted(labelled("one left").limit(3).registrations(2));
        inserted(labelled("expired").expiresAt(NOW.minusMillis(1)));
        inserted(labelled("expires now").expiresAt(NOW));
        inserted(labelled("exhausted").limit(3).registrations(3));
        inserted(labelled("exhausted, expires later").limit(1).registrations(1).expiresAt(NOW.plusMillis(1)));
        inserted(labelled("revoked").revoked(CREATED_AT, "ada"));

        assertThat(labels(ACTIVE)).containsExactlyInAnyOrder("active", "unused", "expires later", "one left");
        assertThat(labels(EXPIRED)).containsExactlyInAnyOrder("expired", "expires now");
        assertThat(labels(EXHAUSTED)).containsExactlyInAnyOrder("exhausted", "exhausted, expires later");
        assertThat(labels(REVOKED)).containsExactly("revoked");
        assertThat(all(null)).hasSize(9);
    }

    @Test
    void lists_a_key_under_the_first_status_that_holds() {
        inserted(labelled("all three")
                .revoked(NOW.plusMillis(1), "ada")
                .expiresAt(NOW)
                .limit(1)
                .registrations(1));
        inserted(labelled("revoked and exhausted")
                .revoked(CREATED_AT, "ada")
                .limit(1)
                .registrations(1));
        inserted(labelled("revoked and expired").revoked(CREATED_AT, "ada").expiresAt(NOW));
        inserted(labelled("expired and exhausted").expiresAt(NOW).limit(1).registrations(1));

        assertThat(labels(REVOKED))
                .containsExactlyInAnyOrder("all three", "revoked and exhausted", "revoked and expired");
        assertThat(labels(EXPIRED)).containsExactly("expired and exhausted");
        assertThat(labels(EXHAUSTED)).isEmpty();
        assertThat(labels(ACTIVE)).isEmpty();
    }

    @Test
    void lists_by_the_status_as_of_the_time_that_is_asked_for() {
        inserted(labelled("key").expiresAt(NOW));

        assertThat(keys.list(ACME, EXPIRED, NOW.minusMillis(1), PageRequest.first(1))
                        .items())
                .isEmpty();
        assertThat(keys.list(ACME, ACTIVE, NOW.minusMillis(1), PageRequest.first(1))
                        .items())
                .hasSize(1);
        assertThat(keys.list(ACME, EXPIRED, NOW, PageRequest.first(1)).items()).hasSize(1);
        assertThat(keys.list(ACME, ACTIVE, NOW, PageRequest.first(1)).items()).isEmpty();
    }

    @Test
    void fills_the_pages_of_a_list_by_status() {
        for (int count = 0; count < 24; count++) {
            SampleProvisioningKey sample = SampleProvisioningKey.of("acme").createdAt(CREATED_AT.plusMillis(count / 2));
            inserted(
                    switch (count % 4) {
                        case 0 -> sample;
                        case 1 -> sample.revoked(CREATED_AT, "ada");
                        case 2 -> sample.expiresAt(NOW);
                        default -> sample.limit(1).registrations(1);
                    });
        }
        for (ProvisioningKeyStatus status : ProvisioningKeyStatus.values()) {
            List<ProvisioningKey> expected =
                    all(null).stream().filter(key -> key.status(NOW) == status).toList();

            assertThat(expected).hasSize(6);
            for (int limit : List.of(1, 4, 6, 50)) {
                assertThat(inPagesOf(limit, status))
                        .as("%s in pages of %s", status, limit)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void lists_a_key_under_its_new_label_and_status() {
        ProvisioningKey key = inserted(SampleProvisioningKey.of("acme")).key();
        keys.relabel(ACME, key.id(), new Label("new"), SampleAttribution.any());
        keys.revoke(ACME, key.id(), revocation(1, "ada"), SampleAttribution.any());

        assertThat(labels(REVOKED)).containsExactly("new");
        assertThat(labels(ACTIVE)).isEmpty();
    }

    private static SampleProvisioningKey labelled(String label) {
        return SampleProvisioningKey.of("acme").label(label);
    }

    private List<String> labels(ProvisioningKeyStatus status) {
        return all(status).stream().map(key -> key.label().value()).toList();
    }

    private List<ProvisioningKey> all(@Nullable ProvisioningKeyStatus status) {
        return keys.list(ACME, status, NOW, PageRequest.first(PageRequest.MAX_LIMIT))
                .items();
    }

    private List<ProvisioningKey> inPagesOf(int limit, @Nullable ProvisioningKeyStatus status) {
        return Paging.readAll(limit, page -> keys.list(ACME, status, NOW, page));
    }
}
