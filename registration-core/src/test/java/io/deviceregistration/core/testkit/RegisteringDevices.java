package io.deviceregistration.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deviceregistration.core.device.DeviceFilter;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The part of {@link DeviceRepositoryContract} about registrations, one at a time. */
abstract class RegisteringDevices extends KeepingDevices {

    @Test
    void counts_each_registration_and_notes_the_last() {
        SampleProvisioningKey sample = SampleProvisioningKey.of("acme")
                .expiresAt(REGISTERED_AT.plusSeconds(60))
                .limit(100)
                .registrations(40);
        HashedProvisioningKey used = inserted(sample);
        HashedProvisioningKey bystander = inserted(SampleProvisioningKey.of("acme"));

        for (int count = 1; count <= 3; count++) {
            Instant at = REGISTERED_AT.plusMillis(count);
            registered(SampleDevice.with(used.key()).registeredAt(at));

            assertUnchanged(sample.registrations(40 + count).lastUsedAt(at).build());
        }
        assertUnchanged(bystander);
    }

    @Test
    void refuses_a_name_that_differs_in_case_alone() {
        for (List<String> names : Names.SAME) {
            ProvisioningKey ofOwnTenant = keyOfNewTenant();
            assertNameTaken(ofOwnTenant, names.get(0), names.get(1));
            assertNameTaken(keyOfNewTenant(), names.get(1), names.get(0));
        }
    }

    @Test
    void gives_every_other_name() {
        for (List<String> names : Names.DISTINCT) {
            ProvisioningKey ofOwnTenant = keyOfNewTenant();
            for (String name : names) {
                assertThat(devices.register(
                                SampleDevice.with(ofOwnTenant).name(name).build(), SampleAttribution.any()))
                        .as("%s out of %s", name, names)
                        .isEqualTo(new Registration.Registered());
            }
        }
    }

    @Test
    void refuses_a_taken_name_under_another_key_of_the_tenant() {
        registered(SampleDevice.with(key).name("pump"));
        HashedProvisioningKey another =
                inserted(SampleProvisioningKey.of("acme").limit(1));

        assertRefused(SampleDevice.with(another.key()).name("Pump"), new Registration.NameTaken(), another);
    }

    @Test
    void gives_a_name_once_in_every_tenant() {
        registered(SampleDevice.with(key).name("pump"));

        for (TenantId other : OTHERS) {
            ProvisioningKey theirs =
                    inserted(SampleProvisioningKey.of(other.value())).key();
            assertThat(devices.register(SampleDevice.with(theirs).name("pump").build(), SampleAttribution.any()))
                    .as("for %s", other)
                    .isEqualTo(new Registration.Registered());
        }
    }

    @Test
    void refuses_a_revoked_key() {
        HashedProvisioningKey revoked =
                inserted(SampleProvisioningKey.of("acme").revoked(REGISTERED_AT, "ada"));
        HashedProvisioningKey revokedByAFasterClock =
                inserted(SampleProvisioningKey.of("acme").revoked(REGISTERED_AT.plusSeconds(60), "ada"));

        assertKeyRefused(revoked, ProvisioningKeyStatus.REVOKED);
        assertKeyRefused(revokedByAFasterClock, ProvisioningKeyStatus.REVOKED);
    }

    @Test
    void refuses_a_key_as_soon_as_it_is_revoked() {
        registered(SampleDevice.with(key));
        keys.revoke(ACME, key.id(), KeepingProvisioningKeys.revocation(1, "ada"), SampleAttribution.any());

        assertKeyRefused(keys.findHashed(key.id()).orElseThrow(), ProvisioningKeyStatus.REVOKED);
    }

    @Test
    void refuses_a_key_from_the_moment_it_expires() {
        assertKeyRefused(
                inserted(SampleProvisioningKey.of("acme").expiresAt(REGISTERED_AT)), ProvisioningKeyStatus.EXPIRED);
        assertKeyRefused(
                inserted(SampleProvisioningKey.of("acme").expiresAt(REGISTERED_AT.minusMillis(1))),
                ProvisioningKeyStatus.EXPIRED);
    }

    @Test
    void takes_a_key_until_the_moment_it_expires() {
        ProvisioningKey expiring = inserted(SampleProvisioningKey.of("acme").expiresAt(REGISTERED_AT.plusMillis(1)))
                .key();

        registered(SampleDevice.with(expiring));
    }

    @Test
    void refuses_a_key_that_has_registered_as_many_as_it_may() {
        HashedProvisioningKey limited =
                inserted(SampleProvisioningKey.of("acme").limit(2));
        registered(SampleDevice.with(limited.key()));
        registered(SampleDevice.with(limited.key()));

        HashedProvisioningKey used = keys.findHashed(limited.key().id()).orElseThrow();
        assertThat(used.key().registrations()).isEqualTo(2);
        assertKeyRefused(used, ProvisioningKeyStatus.EXHAUSTED);
    }

    @Test
    void refuses_a_key_for_the_first_reason_that_holds() {
        Instant before = REGISTERED_AT.minusMillis(1);

        assertKeyRefused(
                inserted(SampleProvisioningKey.of("acme")
                        .revoked(before, "ada")
                        .expiresAt(before)
                        .limit(1)
                        .registrations(1)),
                ProvisioningKeyStatus.REVOKED);
        assertKeyRefused(
                inserted(SampleProvisioningKey.of("acme")
                        .expiresAt(before)
                        .limit(1)
                        .registrations(1)),
                ProvisioningKeyStatus.EXPIRED);
    }

    @Test
    void knows_no_key_that_was_never_inserted() {
        HashedDevice device = SampleDevice.with(
                        SampleProvisioningKey.of("acme").build().key())
                .build();

        assertThat(devices.register(device, SampleAttribution.any())).isEqualTo(new Registration.KeyUnknown());
        assertAbsent(device);
    }

    @Test
    void knows_no_key_of_another_tenant() {
        HashedProvisioningKey theirs = inserted(SampleProvisioningKey.of("acme").limit(1));

        for (TenantId other : OTHERS) {
            assertRefused(SampleDevice.with(theirs.key()).tenant(other.value()), new Registration.KeyUnknown(), theirs);
        }
    }

    @Test
    void refuses_an_id_that_is_there_already_and_changes_nothing() {
        HashedDevice first = registered(SampleDevice.with(key));
        for (String tenant : List.of("acme", "globex")) {
            HashedProvisioningKey another = inserted(SampleProvisioningKey.of(tenant));
            HashedDevice second = SampleDevice.with(another.key())
                    .id(first.device().id())
                    .name("another")
                    .build();

            assertThatThrownBy(() -> devices.register(second, SampleAttribution.any()))
                    .isInstanceOf(StorageException.class);
            assertUnchanged(another);
            registered(SampleDevice.with(another.key()).name("another"));
        }
        assertStored(first);
        assertThat(devices.find(new TenantId("globex"), first.device().id())).isEmpty();
    }

    private ProvisioningKey keyOfNewTenant() {
        return inserted(SampleProvisioningKey.of(UUID.randomUUID().toString())).key();
    }

    private void assertNameTaken(ProvisioningKey with, String first, String second) {
        registered(SampleDevice.with(with).name(first));
        HashedProvisioningKey used = keys.findHashed(with.id()).orElseThrow();
        HashedDevice newcomer = SampleDevice.with(with)
                .name(second)
                .registeredAt(REGISTERED_AT.plusMillis(5))
                .build();

        assertThat(devices.register(newcomer, SampleAttribution.any()))
                .as("%s after %s", second, first)
                .isEqualTo(new Registration.NameTaken());
        assertAbsent(newcomer);
        assertUnchanged(used);
    }

    private void assertKeyRefused(HashedProvisioningKey with, ProvisioningKeyStatus why) {
        assertRefused(SampleDevice.with(with.key()), new Registration.KeyRefused(why), with);
    }

    private void assertRefused(SampleDevice sample, Registration expected, HashedProvisioningKey with) {
        HashedDevice device = sample.build();

        assertThat(devices.register(device, SampleAttribution.any())).isEqualTo(expected);
        assertAbsent(device);
        assertUnchanged(with);
        String name = expected instanceof Registration.NameTaken
                ? "free"
                : device.device().name().value();
        String tenant = device.device().tenant().value();
        registered(SampleDevice.with(inserted(SampleProvisioningKey.of(tenant)).key())
                .id(device.device().id())
                .name(name));
    }

    private void assertAbsent(HashedDevice device) {
        assertThat(devices.findHashed(device.device().id())).isEmpty();
        assertThat(devices.find(device.device().tenant(), device.device().id())).isEmpty();
        assertThat(devices.list(device.device().tenant(), DeviceFilter.ALL, PageRequest.first(PageRequest.MAX_LIMIT))
                        .items())
                .doesNotContain(device.device());
    }

    private void assertUnchanged(HashedProvisioningKey expected) {
        assertThat(keys.findHashed(expected.key().id())).contains(expected);
        assertThat(keys.find(expected.key().tenant(), expected.key().id())).contains(expected.key());
    }
}
