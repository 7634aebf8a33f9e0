package io.deviceregistration.core.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.RegisterDevice.Result;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.ForwardingDeviceRepository;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.core.value.Sha256;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link RegisterDevice} makes of a registration in the name of a device that may be replaced. */
final class TakeDevicePlaceTest extends RegisteringAppliances {

    private static final ReregistrationWindow WINDOW = new ReregistrationWindow(10);

    private final IdempotencyKey before = newIdempotencyKey();

    private Device old;
    private PlainKey oldKey;

    @BeforeEach
    void register_the_device_that_is_replaced() {
        Result.Registered first = registered(useCases.registerDevice()
                .execute(new RegisterDevice.Command(
                        plainKey,
                        new DeviceName("Pump"),
                        new Location("Hall 3"),
                        new DeviceType("gateway"),
                        DeviceAttributes.of(Map.of("serial", "0042")),
                        before,
                        null)));
        old = first.device();
        oldKey = first.deviceKey();
    }

    @Test
    void refuses_the_name_while_no_window_is_open() {
        assertRefused(plainKey, new Result.DeviceNameTaken());
    }

    @Test
    void gives_the_place_with_its_id_and_all_that_the_newcomer_does_not_say() {
        open(old.id());
        clock.advance(WINDOW.length().minusMillis(1));
        Result.Registered newcomer = registered(register(plainKey, "PUMP"));

        assertThat(newcomer.device())
                .isEqualTo(new Device(
                        old.id(),
                        old.tenant(),
                        old.name(),
                        old.location(),
                        old.type(),
                        old.attributes(),
                        old.status(),
                        old.provisioningKey(),
                        clock.instant(),
                        null));
        assertThat(accepts(oldKey)).isFalse();
        assertThat(accepts(newcomer.deviceKey())).isTrue();
        assertThat(registrations(plainKey)).isEqualTo(2);
    }

    @Test
    void takes_the_newcomer_s_attributes_as_a_whole() {
        open(old.id());
        Result.Registered newcomer = registered(useCases.registerDevice()
                .execute(new RegisterDevice.Command(
                        plainKey,
                        new DeviceName("pump"),
                        new Location("Roof"),
                        new DeviceType("fan"),
                        DeviceAttributes.of(Map.of("a", "b")))));

        assertThat(newcomer.device().location()).isEqualTo(new Location("Roof"));
        assertThat(newcomer.device().type()).isEqualTo(new DeviceType("fan"));
        assertThat(newcomer.device().attributes()).isEqualTo(DeviceAttributes.of(Map.of("a", "b")));
    }

    @Test
    void takes_the_place_once() {
        open(old.id());
        Result.Registered newcomer = registered(register(plainKey, "pump"));

        assertThat(register(plainKey, "pump")).isEqualTo(new Result.DeviceNameTaken());
        assertThat(accepts(newcomer.deviceKey())).isTrue();
    }

    @Test
    void refuses_the_name_from_the_end_of_the_window() {
        open(old.id());
        clock.advance(WINDOW.length());

        assertRefused(plainKey, new Result.DeviceNameTaken());
    }

    @Test
    void refuses_the_name_once_the_window_is_closed() {
        open(old.id());
        assertThat(useCases.closeReregistration().execute(new CloseReregistration.Command(ADA, old.id())))
                .isTrue();

        assertRefused(plainKey, new Result.DeviceNameTaken());
    }

    @Test
    void refuses_the_name_if_the_window_is_closed_in_between() {
        open(old.id());
        DeviceRepository closingFirst = new ForwardingDeviceRepository(stores.devices()) {
            @Override
            public Registration reregister(HashedDevice device, @Nullable RegistrationAttempt attempt, Attribution by) {
                closeReregistration(ADA.tenant(), old.id(), by);
                return super.reregister(device, attempt, by);
            }
        };

        assertThat(over(closingFirst).registerDevice().execute(command(plainKey, "pump", null)))
                .isEqualTo(new Result.DeviceNameTaken());
        assertThat(accepts(oldKey)).isTrue();
    }

    @Test
    void registers_a_device_of_its_own_for_another_tenant() {
        open(old.id());
        PlainKey theirs = inserted(SampleProvisioningKey.of("globex"));

        assertThat(registered(register(theirs, "pump")).device().id()).isNotEqualTo(old.id());
        assertThat(register(theirs, "pump")).isEqualTo(new Result.DeviceNameTaken());
        assertThat(accepts(oldKey)).isTrue();
    }

    @Test
    void opens_no_window_for_another_tenant_s_administrator() {
        Administrator theirs = new Administrator(new TenantId("globex"), new Subject("bob"));

        assertThat(useCases.openReregistration().execute(new OpenReregistration.Command(theirs, old.id(), WINDOW)))
                .isEmpty();
        assertRefused(plainKey, new Result.DeviceNameTaken());
    }

    @Test
    void gives_no_place_away_to_a_key_that_may_not_register() {
        open(old.id());

        assertRefused(
                inserted(SampleProvisioningKey.of("acme").limit(1).registrations(1)),
                new Result.ProvisioningKeyRefused(ProvisioningKeyStatus.EXHAUSTED));
        assertRefused(
                inserted(SampleProvisioningKey.of("acme").expiresAt(clock.instant())),
                new Result.ProvisioningKeyRefused(ProvisioningKeyStatus.EXPIRED));
        assertRefused(
                inserted(SampleProvisioningKey.of("acme").revoked(clock.instant(), "ada")),
                new Result.ProvisioningKeyRefused(ProvisioningKeyStatus.REVOKED));
        registered(register(plainKey, "pump"));
    }

    @Test
    void gives_the_place_to_another_key_of_the_tenant_and_counts_it_there() {
        open(old.id());
        PlainKey other = inserted(SampleProvisioningKey.of("acme").limit(1));

        assertThat(registered(register(other, "pump")).device().provisioningKey())
                .isEqualTo(new ProvisioningKeyId(other.id()));
        assertThat(registrations(other)).isEqualTo(1);
        assertThat(registrations(plainKey)).isEqualTo(1);
    }

    @Test
    void leaves_a_disabled_device_disabled() {
        useCases.disableDevice().execute(new DisableDevice.Command(ADA, old.id()));
        open(old.id());

        Result.Registered newcomer = registered(register(plainKey, "pump"));

        assertThat(newcomer.device().status()).isEqualTo(DeviceStatus.DISABLED);
        assertThat(accepts(newcomer.deviceKey())).isFalse();
    }

    @Test
    void repeats_the_newcomer_s_request_and_no_longer_the_old_one_s() {
        open(old.id());
        IdempotencyKey after = newIdempotencyKey();
        Result.Registered lost = registered(useCases.registerDevice().execute(command(plainKey, "pump", after)));
        Result.Registered again = registered(useCases.registerDevice().execute(command(plainKey, "pump", after)));

        assertThat(again.device()).isEqualTo(lost.device());
        assertThat(useCases.registerDevice().execute(command(plainKey, "pump", before)))
                .isEqualTo(new Result.DeviceNameTaken());
        assertThat(accepts(lost.deviceKey())).isFalse();
        assertThat(accepts(again.deviceKey())).isTrue();
        assertThat(registrations(plainKey)).isEqualTo(2);
    }

    @Test
    void gives_the_old_appliance_no_key_though_its_request_was_looked_for_before_its_place_was_taken() {
        IdempotencyKey after = newIdempotencyKey();
        DeviceRepository takingFirst = new ForwardingDeviceRepository(stores.devices()) {
            @Override
            public Registration replay(
                    ProvisioningKeyId key, Sha256 attempt, DeviceId id, StoredHash replacement, Attribution by) {
                open(old.id());
                registered(useCases.registerDevice().execute(command(plainKey, "pump", after)));
                return super.replay(key, attempt, id, replacement, by);
            }
        };
        RegisterDevice.Command again = new RegisterDevice.Command(
                plainKey,
                new DeviceName("Pump"),
                new Location("Hall 3"),
                new DeviceType("gateway"),
                DeviceAttributes.of(Map.of("serial", "0042")),
                before,
                null);

        assertThat(over(takingFirst).registerDevice().execute(again)).isEqualTo(new Result.AlreadyRegistered());
        assertThat(accepts(oldKey)).isFalse();
    }

    @Test
    void answers_the_same_request_that_took_the_place_at_once_and_was_faster() {
        open(old.id());
        IdempotencyKey after = newIdempotencyKey();
        DeviceRepository otherFirst = new ForwardingDeviceRepository(stores.devices()) {
            @Override
            public Registration reregister(HashedDevice device, @Nullable RegistrationAttempt attempt, Attribution by) {
                registered(useCases.registerDevice().execute(command(plainKey, "pump", after)));
                return super.reregister(device, attempt, by);
            }
        };

        Result.Registered newcomer =
                registered(over(otherFirst).registerDevice().execute(command(plainKey, "pump", after)));

        assertThat(newcomer.device().id()).isEqualTo(old.id());
        assertThat(accepts(newcomer.deviceKey())).isTrue();
        assertThat(registrations(plainKey)).isEqualTo(2);
    }

    @Test
    void takes_the_place_by_a_request_without_an_idempotency_key_after_which_nothing_is_repeated() {
        open(old.id());
        Result.Registered newcomer = registered(register(plainKey, "pump"));
        clock.advance(Duration.ofMinutes(1));

        assertThat(useCases.registerDevice().execute(command(plainKey, "Pump", before)))
                .isEqualTo(new Result.DeviceNameTaken());
        assertThat(accepts(newcomer.deviceKey())).isTrue();
    }

    private static IdempotencyKey newIdempotencyKey() {
        return new IdempotencyKey(UUID.randomUUID().toString());
    }

    private void open(DeviceId id) {
        assertThat(useCases.openReregistration().execute(new OpenReregistration.Command(ADA, id, WINDOW)))
                .isPresent();
    }

    private Result register(PlainKey with, String name) {
        return useCases.registerDevice().execute(command(with, name, null));
    }

    private void assertRefused(PlainKey with, Result expected) {
        int count = registrations(with);

        assertThat(register(with, "pump")).isEqualTo(expected);
        assertThat(registrations(with)).isEqualTo(count);
        assertThat(accepts(oldKey)).isTrue();
    }
}
