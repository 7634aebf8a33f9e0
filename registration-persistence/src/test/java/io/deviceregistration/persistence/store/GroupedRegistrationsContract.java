package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.audit.AuditAction;
import io.deviceregistration.core.audit.AuditFilter;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.RegistrationAttempt;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.core.value.Sha256;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Registrations by one provisioning key that come while its row is held by another connection: the first waits
 * for the row, the others for their turn, so that they are a group for certain.
 */
@Timeout(120)
abstract class GroupedRegistrationsContract {

    static final Registration REGISTERED = new Registration.Registered();

    private static final Registration EXHAUSTED = new Registration.KeyRefused(ProvisioningKeyStatus.EXHAUSTED);

    private static final Instant AT = SampleDevice.REGISTERED_AT;

    private TestDatabase database;
    private DatabaseStore store;

    abstract TestDatabase newDatabase();

    @BeforeEach
    final void open() {
        database = newDatabase();
        store = database.open();
    }

    @AfterEach
    final void close() {
        database.close();
    }

    final TestDatabase database() {
        return database;
    }

    @Test
    final void each_is_stored_counted_and_told_of_once() throws Exception {
        ProvisioningKey key = inserted(SampleProvisioningKey.of("acme"));
        List<HashedDevice> devices = devices(key, 20);
        assertThat(registeredAtOnce(key, devices)).containsOnly(REGISTERED);
        assertStored(key, devices);
    }

    @Test
    final void the_key_s_last_use_is_the_last_of_the_group() throws Exception {
        ProvisioningKey key = inserted(SampleProvisioningKey.of("acme"));
        List<HashedDevice> devices = Stream.of(1, 3, 2)
                .map(i -> SampleDevice.with(key).registeredAt(AT.plusSeconds(i)).build())
                .toList();
        registeredAtOnce(key, devices);
        assertThat(read(key).lastUsedAt()).isEqualTo(AT.plusSeconds(3));
    }

    @Test
    final void a_limit_that_suffices_is_used_up() throws Exception {
        ProvisioningKey key = inserted(SampleProvisioningKey.of("acme").limit(10));
        List<HashedDevice> devices = devices(key, 10);
        assertThat(registeredAtOnce(key, devices)).containsOnly(REGISTERED);
        assertStored(key, devices);
    }

    @Test
    final void a_limit_that_does_not_suffice_is_used_up_and_not_exceeded() throws Exception {
        ProvisioningKey key = inserted(SampleProvisioningKey.of("acme").limit(10));
        List<HashedDevice> devices = devices(key, 50);
        List<Registration> results = registeredAtOnce(key, devices);
        assertThat(results).containsOnly(REGISTERED, EXHAUSTED);
        assertThat(Collections.frequency(results, REGISTERED)).isEqualTo(10);
        assertStored(
                key,
                IntStream.range(0, devices.size())
                        .filter(i -> results.get(i).equals(REGISTERED))
                        .mapToObj(devices::get)
                        .toList());
    }

    @Test
    final void only_who_wants_a_taken_name_is_refused() throws Exception {
        ProvisioningKey key = inserted(SampleProvisioningKey.of("acme"));
        HashedDevice there = SampleDevice.with(key).name("Pump").build();
        store.devices().register(there, SampleAttribution.any());
        List<HashedDevice> devices = new ArrayList<>(devices(key, 10));
        devices.add(5, SampleDevice.with(key).name("pump").build());
        List<Registration> results = registeredAtOnce(key, devices);
        assertThat(results.remove(5)).isEqualTo(new Registration.NameTaken());
        assertThat(results).containsOnly(REGISTERED);
        devices.set(5, there);
        assertStored(key, devices);
    }

    @Test
    final void one_of_a_group_gets_the_name_that_several_of_it_want() throws Exception {
        ProvisioningKey key = inserted(SampleProvisioningKey.of("acme"));
        List<HashedDevice> devices = Stream.of("pump", "Pump", "PUMP", "fan")
                .map(name -> SampleDevice.with(key).name(name).build())
                .toList();
        List<Registration> results = registeredAtOnce(key, devices);
        assertThat(results.get(3)).isEqualTo(REGISTERED);
        assertThat(results.subList(0, 3))
                .containsExactlyInAnyOrder(REGISTERED, new Registration.NameTaken(), new Registration.NameTaken());
        assertThat(read(key).registrations()).isEqualTo(2);
    }

    @Test
    final void none_registers_by_a_key_that_was_revoked_while_they_waited() throws Exception {
        ProvisioningKey key = inserted(SampleProvisioningKey.of("acme"));
        List<Registration> results = atOnce(
                key,
                calls(devices(key, 10)),
                "UPDATE edge_provisioning_keys SET revoked_at = created_at, revoked_by = 'ada'");
        assertThat(results).containsOnly(new Registration.KeyRefused(ProvisioningKeyStatus.REVOKED));
        assertStored(key, List.of());
    }

    @Test
    final void only_who_came_too_late_is_refused_by_a_key_that_expired_meanwhile() throws Exception {
        ProvisioningKey key = inserted(SampleProvisioningKey.of("acme").expiresAt(AT));
        List<HashedDevice> devices = Stream.of(-3, -2, 0, -1)
                .map(i -> SampleDevice.with(key).registeredAt(AT.plusMillis(i)).build())
                .toList();
        Registration refused = new Registration.KeyRefused(ProvisioningKeyStatus.EXPIRED);
        assertThat(registeredAtOnce(key, devices)).containsExactly(REGISTERED, REGISTERED, refused, REGISTERED);
        assertThat(read(key).registrations()).isEqualTo(3);
    }

    @Test
    final void only_who_is_in_another_tenant_than_the_key_is_refused() throws Exception {
        ProvisioningKey key = inserted(SampleProvisioningKey.of("acme"));
        List<HashedDevice> devices = new ArrayList<>(devices(key, 6));
        devices.add(3, SampleDevice.with(key).tenant("globex").build());
        List<Registration> results = registeredAtOnce(key, devices);
        assertThat(results.remove(3)).isEqualTo(new Registration.KeyUnknown());
        assertThat(results).containsOnly(REGISTERED);
        assertThat(database.count("SELECT COUNT(*) FROM devices WHERE tenant_id <> 'acme'"))
                .isZero();
    }

    @Test
    final void what_each_is_known_again_by_is_kept_in_the_place_of_what_is_outdated() throws Exception {
        ProvisioningKey key = inserted(SampleProvisioningKey.of("acme"));
        List<RegistrationAttempt> attempts =
                IntStream.range(0, 5).mapToObj(i -> attempt("key " + i)).toList();
        store.devices().register(SampleDevice.with(key).build(), attempts.get(1), SampleAttribution.any());
        List<HashedDevice> devices = Stream.generate(() -> SampleDevice.with(key)
                        .registeredAt(AT.plus(RegistrationAttempt.LIFETIME))
                        .build())
                .limit(attempts.size())
                .toList();
        List<Callable<Registration>> calls = IntStream.range(0, devices.size())
                .mapToObj(i -> call(devices.get(i), attempts.get(i)))
                .toList();
        assertThat(atOnce(key, calls, hold())).containsOnly(REGISTERED);
        for (int i = 0; i < devices.size(); i++) {
            assertThat(store.devices()
                            .findAttempt(key.id(), attempts.get(i).idempotencyKey(), AT)
                            .orElseThrow()
                            .device())
                    .isEqualTo(devices.get(i));
        }
    }

    @Test
    final void an_attempt_that_a_group_has_twice_registers_one_device() throws Exception {
        ProvisioningKey key = inserted(SampleProvisioningKey.of("acme"));
        List<HashedDevice> devices = devices(key, 6);
        List<Callable<Registration>> calls = new ArrayList<>(calls(devices.subList(0, 4)));
        calls.add(call(devices.get(4), attempt("same")));
        calls.add(call(devices.get(5), attempt("same")));
        List<Registration> results = atOnce(key, calls, hold());
        assertThat(results.subList(0, 4)).containsOnly(REGISTERED);
        assertThat(results.subList(4, 6)).containsExactlyInAnyOrder(REGISTERED, new Registration.AttemptedBefore());
        assertThat(read(key).registrations()).isEqualTo(5);
        assertThat(database.count("SELECT COUNT(*) FROM devices")).isEqualTo(5);
    }

    final ProvisioningKey inserted(SampleProvisioningKey sample) {
        var key = sample.build();
        store.provisioningKeys().insert(key, SampleAttribution.any());
        return key.key();
    }

    static List<HashedDevice> devices(ProvisioningKey key, int number) {
        return Stream.generate(() -> SampleDevice.with(key).build())
                .limit(number)
                .toList();
    }

    private static RegistrationAttempt attempt(String idempotencyKey) {
        return new RegistrationAttempt(Sha256.of(idempotencyKey), Sha256.of("request"));
    }

    private List<Callable<Registration>> calls(List<HashedDevice> devices) {
        return devices.stream().map(this::call).toList();
    }

    private Callable<Registration> call(HashedDevice device) {
        return () -> store.devices().register(device, SampleAttribution.any());
    }

    private Callable<Registration> call(HashedDevice device, RegistrationAttempt attempt) {
        return () -> store.devices().register(device, attempt, SampleAttribution.any());
    }

    final List<Registration> registeredAtOnce(ProvisioningKey key, List<HashedDevice> devices) throws Exception {
        return atOnce(key, calls(devices), hold());
    }

    private static String hold() {
        return "UPDATE edge_provisioning_keys SET label = label";
    }

    /** What the calls returned, which began while the statement had changed the key's row and was yet to be committed. */
    private List<Registration> atOnce(ProvisioningKey key, List<Callable<Registration>> calls, String statement)
            throws Exception {
        try (Connection holding = database.connect()) {
            hold(holding, key, statement);
            List<Caller<Registration>> callers =
                    calls.stream().map(Caller::start).toList();
            holding.commit();
            return Caller.results(callers);
        }
    }

    private static void hold(Connection connection, ProvisioningKey key, String statement) throws SQLException {
        connection.setAutoCommit(false);
        try (var update = connection.prepareStatement(statement + " WHERE id = ?")) {
            update.setObject(1, key.id().value());
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private ProvisioningKey read(ProvisioningKey key) {
        return store.provisioningKeys().find(key.tenant(), key.id()).orElseThrow();
    }

    /** That these devices, and no others, are stored, counted and told of. */
    private void assertStored(ProvisioningKey key, List<HashedDevice> devices) {
        for (HashedDevice device : devices) {
            assertThat(store.devices().findHashed(device.device().id())).contains(device);
        }
        assertThat(database.count("SELECT COUNT(*) FROM devices")).isEqualTo(devices.size());
        assertThat(read(key).registrations()).isEqualTo(devices.size());
        assertThat(store.audit()
                        .list(key.tenant(), AuditFilter.ALL, PageRequest.first(200))
                        .items())
                .filteredOn(event -> event.action() == AuditAction.DEVICE_REGISTERED)
                .extracting(event -> event.object().id())
                .containsExactlyInAnyOrderElementsOf(devices.stream()
                        .map(device -> device.device().id().value())
                        .toList());
    }
}
