package io.deviceregistration.core.provisioningkey;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.ForwardingProvisioningKeyStore;
import io.deviceregistration.core.testkit.InMemoryStores;
import io.deviceregistration.core.testkit.MutableClock;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reading, listing, relabelling and revoking: each little more than its port, and each bound to one tenant. */
final class ManageProvisioningKeysTest {

    private static final Instant NOW = SampleProvisioningKey.CREATED_AT.plusSeconds(60);
    private static final TenantId ACME = new TenantId("acme");
    private static final Administrator ADA = new Administrator(ACME, new Subject("ada"));
    private static final Administrator EVE = new Administrator(new TenantId("globex"), new Subject("eve"));

    private final ProvisioningKeyStore keys = new InMemoryStores().keys();
    private final MutableClock clock = MutableClock.at(NOW);

    @Test
    void reads_a_key_of_the_tenant_alone() {
        ProvisioningKey key = inserted(SampleProvisioningKey.of("acme"));
        ReadProvisioningKey read = new ReadProvisioningKey(keys);

        assertThat(read.execute(new ReadProvisioningKey.Command(ACME, key.id())))
                .contains(key);
        assertThat(read.execute(new ReadProvisioningKey.Command(EVE.tenant(), key.id())))
                .isEmpty();
        assertThat(read.execute(new ReadProvisioningKey.Command(ACME, unknown())))
                .isEmpty();
    }

    @Test
    void relabels_a_key_of_the_tenant_alone() {
        ProvisioningKey key =
                inserted(SampleProvisioningKey.of("acme").revoked(NOW, "ada").expiresAt(NOW));
        RelabelProvisioningKey relabel = new RelabelProvisioningKey(keys, SampleAttribution.by(clock));

        assertThat(relabel.execute(new RelabelProvisioningKey.Command(EVE, key.id(), new Label("mine"))))
                .isEmpty();
        assertThat(keys.find(ACME, key.id())).contains(key);
        assertThat(relabel.execute(new RelabelProvisioningKey.Command(ADA, key.id(), new Label("new"))))
                .isEqualTo(keys.find(ACME, key.id()))
                .get()
                .extracting(ProvisioningKey::label)
                .isEqualTo(new Label("new"));
        assertThat(relabel.execute(new RelabelProvisioningKey.Command(ADA, unknown(), new Label("new"))))
                .isEmpty();
    }

    @Test
    void revokes_a_key_at_once_and_to_the_millisecond() {
        ProvisioningKey key = inserted(SampleProvisioningKey.of("acme"));
        clock.set(NOW.plusNanos(999_999));

        ProvisioningKey revoked = revoke(ADA, key.id()).orElseThrow();

        assertThat(revoked.revocation()).isEqualTo(new ProvisioningKey.Revocation(NOW, ADA.subject()));
        assertThat(revoked.status(NOW)).isEqualTo(ProvisioningKeyStatus.REVOKED);
        assertThat(keys.find(ACME, key.id())).contains(revoked);
    }

    @Test
    void revokes_a_key_once() {
        ProvisioningKey key = inserted(SampleProvisioningKey.of("acme"));
        ProvisioningKey revoked = revoke(ADA, key.id()).orElseThrow();
        clock.advance(Duration.ofDays(1));

        assertThat(revoke(new Administrator(ACME, new Subject("grace")), key.id()))
                .contains(revoked);
    }

    @Test
    void revokes_no_key_of_another_tenant() {
        ProvisioningKey key = inserted(SampleProvisioningKey.of("acme"));

        assertThat(revoke(EVE, key.id())).isEmpty();
        assertThat(revoke(ADA, unknown())).isEmpty();
        assertThat(keys.find(ACME, key.id())).contains(key);
    }

    @Test
    void lists_the_keys_of_the_tenant_newest_first_page_by_page() {
        ProvisioningKey older = inserted(SampleProvisioningKey.of("acme"));
        ProvisioningKey newer = inserted(SampleProvisioningKey.of("acme").createdAt(NOW));
        inserted(SampleProvisioningKey.of("globex"));
        ListProvisioningKeys list = new ListProvisioningKeys(keys, clock);

        var first = list.execute(new ListProvisioningKeys.Command(ACME, null, PageRequest.first(1)))
                .page();
        var second = list.execute(new ListProvisioningKeys.Command(ACME, null, new PageRequest(1, first.next())))
                .page();

        assertThat(first.items()).containsExactly(newer);
        assertThat(second.items()).containsExactly(older);
        assertThat(second.next()).isNull();
    }

    @Test
    void lists_keys_by_their_status_now() {
        ProvisioningKey key = inserted(SampleProvisioningKey.of("acme").expiresAt(NOW));
        clock.set(NOW.minusNanos(1));
        assertThat(listed(ProvisioningKeyStatus.ACTIVE)).containsExactly(key);
        assertThat(listed(ProvisioningKeyStatus.EXPIRED)).isEmpty();

        clock.set(NOW);
        assertThat(listed(ProvisioningKeyStatus.ACTIVE)).isEmpty();
        assertThat(listed(ProvisioningKeyStatus.EXPIRED)).containsExactly(key);
        assertThat(listed(null)).containsExactly(key);
    }

    @Test
    void tells_at_which_whole_millisecond_the_keys_had_their_status() {
        List<Instant> asked = new ArrayList<>();
        ProvisioningKeyStore asking = new ForwardingProvisioningKeyStore(keys) {
            @Override
            public Page<ProvisioningKey> list(
                    TenantId tenant, @Nullable ProvisioningKeyStatus status, Instant now, PageRequest page) {
                asked.add(now);
                return super.list(tenant, status, now, page);
            }
        };
        clock.set(NOW.plusNanos(999_999));

        ListProvisioningKeys.Result listed = new ListProvisioningKeys(asking, clock)
                .execute(new ListProvisioningKeys.Command(ACME, null, PageRequest.first(1)));

        assertThat(asked).containsExactly(NOW);
        assertThat(listed.asOf()).isEqualTo(NOW);
    }

    private ProvisioningKey inserted(SampleProvisioningKey sample) {
        HashedProvisioningKey key = sample.build();
        keys.insert(key, SampleAttribution.any());
        return key.key();
    }

    private Optional<ProvisioningKey> revoke(Administrator by, ProvisioningKeyId id) {
        return new RevokeProvisioningKey(keys, SampleAttribution.by(clock))
                .execute(new RevokeProvisioningKey.Command(by, id));
    }

    private List<ProvisioningKey> listed(@Nullable ProvisioningKeyStatus status) {
        return new ListProvisioningKeys(keys, clock)
                .execute(new ListProvisioningKeys.Command(ACME, status, PageRequest.first(10)))
                .page()
                .items();
    }

    private static ProvisioningKeyId unknown() {
        return new ProvisioningKeyId(UUID.randomUUID());
    }
}
