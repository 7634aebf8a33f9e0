package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.deviceregistration.core.device.Change;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceChange;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.Location;
import io.deviceregistration.core.device.PastAttempt;
import io.deviceregistration.core.device.PreviousKey;
import io.deviceregistration.core.device.RegistrationAttempt;
import io.deviceregistration.core.fault.StorageUnavailableException;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.core.value.Sha256;
import io.deviceregistration.persistence.store.CuttingProxy.Cut;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What callers see who change a registered device when the connection to PostgreSQL is lost as it is confirmed. */
final class InterruptedChangeTest {

    private static final String COMMIT = "COMMIT";

    /** The note of a first use is one statement, which commits itself. */
    private static final String ONE_STATEMENT = "UPDATE devices";

    private static final TenantId DEMO = new TenantId("demo");
    private static final Instant LATER = SampleDevice.REGISTERED_AT.plusSeconds(1);
    private static final Instant UNTIL = SampleDevice.REGISTERED_AT.plusSeconds(3600);

    private static final RegistrationAttempt BEFORE = new RegistrationAttempt(Sha256.of("1"), Sha256.of("request"));
    private static final RegistrationAttempt AFTER = new RegistrationAttempt(Sha256.of("2"), Sha256.of("request"));
    private static final StoredHash FRESH = SampleProvisioningKey.hash();
    private static final DeviceChange MOVED = new DeviceChange(Change.to(new Location("Roof")), Change.none(), null);

    private final TestDatabase database = TestDatabase.onPostgresWithSchema();
    private final HashedProvisioningKey key =
            SampleProvisioningKey.of("demo").limit(2).build();
    private final SampleDevice sample = SampleDevice.with(key.key()).replayUntil(UNTIL);
    private final HashedDevice device = sample.build();
    private final DeviceId id = device.device().id();
    private DatabaseStore direct;

    @BeforeEach
    void register_a_device() {
        direct = database.open();
        direct.provisioningKeys().insert(key, SampleAttribution.any());
        assertThat(direct.devices().register(device, BEFORE, SampleAttribution.any()))
                .isEqualTo(new Registration.Registered());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void a_device_s_place_is_taken_once_even_if_its_key_allowed_no_more(Cut cut) throws Exception {
        direct.devices().openReregistration(DEMO, id, UNTIL, SampleAttribution.any());
        Registration taken =
                cutOnce(cut, COMMIT, devices -> devices.reregister(newcomer(), null, SampleAttribution.any()));

        Device expected = sample.registeredAt(LATER).build().device();
        assertThat(taken).isEqualTo(new Registration.Reregistered(expected));
        assertThat(stored()).isEqualTo(new HashedDevice(expected, FRESH, null, UNTIL));
        assertThat(registrations()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void a_request_that_takes_a_place_is_not_taken_for_its_own_repetition(Cut cut) throws Exception {
        direct.devices().openReregistration(DEMO, id, UNTIL, SampleAttribution.any());
        assertThat(this.<Registration>cutOnce(
                        cut, COMMIT, devices -> devices.reregister(newcomer(), AFTER, SampleAttribution.any())))
                .isInstanceOf(Registration.Reregistered.class);

        assertThat(attempt(BEFORE)).isEmpty();
        assertThat(attempt(AFTER)).contains(new PastAttempt(AFTER.request(), stored()));
        assertThat(registrations()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void a_registration_is_replayed_and_not_counted(Cut cut) throws Exception {
        assertThat(this.<Registration>cutOnce(cut, COMMIT, devices -> replay(devices, id)))
                .isEqualTo(new Registration.Registered());
        assertThat(stored()).isEqualTo(sample.hash(FRESH).build());
        assertThat(registrations()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void a_key_is_replaced(Cut cut) throws Exception {
        assertThat(this.<Boolean>cutOnce(
                        cut, COMMIT, devices -> devices.replaceKey(DEMO, id, FRESH, SampleAttribution.any())))
                .isTrue();
        assertThat(stored()).isEqualTo(new HashedDevice(device.device(), FRESH));
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void a_key_is_rotated_and_stays_beside_the_new_one(Cut cut) throws Exception {
        assertThat(this.<Boolean>cutOnce(
                        cut,
                        COMMIT,
                        devices -> devices.rotateKey(id, device.keyHash(), FRESH, UNTIL, SampleAttribution.any())))
                .isTrue();
        assertThat(stored())
                .isEqualTo(new HashedDevice(device.device(), FRESH, new PreviousKey(device.keyHash(), UNTIL), null));
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void a_first_use_is_noted(Cut cut) throws Exception {
        assertThat(this.<Boolean>cutOnce(cut, ONE_STATEMENT, devices -> devices.confirmKey(id, device.keyHash())))
                .isTrue();
        assertThat(stored().isConfirmed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void a_device_is_described(Cut cut) throws Exception {
        Device expected = sample.location("Roof").build().device();
        assertThat(this.<Optional<Device>>cutOnce(
                        cut, COMMIT, devices -> devices.describe(DEMO, id, MOVED, SampleAttribution.any())))
                .contains(expected);
        assertThat(stored().device()).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void a_device_is_deleted_and_was_there(Cut cut) throws Exception {
        assertThat(this.<Boolean>cutOnce(cut, COMMIT, devices -> devices.delete(DEMO, id, SampleAttribution.any())))
                .isTrue();
        assertThat(direct.devices().findHashed(id)).isEmpty();
        assertThat(attempt(BEFORE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void a_window_is_opened_and_closed(Cut cut) throws Exception {
        assertThat(this.<Optional<Device>>cutOnce(
                        cut, COMMIT, devices -> devices.openReregistration(DEMO, id, UNTIL, SampleAttribution.any())))
                .contains(sample.reregistrationUntil(UNTIL).build().device());
        assertThat(stored().device().reregistrationUntil()).isEqualTo(UNTIL);
        assertThat(this.<Boolean>cutOnce(
                        cut, COMMIT, devices -> devices.closeReregistration(DEMO, id, SampleAttribution.any())))
                .isTrue();
        assertThat(stored())
                .isEqualTo(sample.reregistrationUntil(null).replayUntil(null).build());
        assertThat(attempt(BEFORE)).isEmpty();
    }

    /** A change of this device by one call. */
    private interface Call {
        @Nullable Object run(DeviceRepository devices, DeviceId id, HashedDevice newcomer);
    }

    /** One that does something only while the device's place may be taken. */
    private interface InWindow extends Call {}

    static Stream<Arguments> changes() {
        return Stream.of(
                change("reregister", COMMIT, (InWindow)
                        (devices, id, newcomer) -> devices.reregister(newcomer, AFTER, SampleAttribution.any())),
                change(
                        "replay",
                        COMMIT,
                        (devices, id, newcomer) -> devices.replay(
                                newcomer.device().provisioningKey(),
                                BEFORE.idempotencyKey(),
                                id,
                                FRESH,
                                SampleAttribution.at(LATER))),
                change(
                        "replaceKey",
                        COMMIT,
                        (devices, id, newcomer) -> devices.replaceKey(DEMO, id, FRESH, SampleAttribution.any())),
                change(
                        "confirmKey",
                        ONE_STATEMENT,
                        (devices, id, newcomer) -> devices.confirmKey(
                                id, devices.findHashed(id).orElseThrow().keyHash())),
                change(
                        "rotateKey",
                        COMMIT,
                        (devices, id, newcomer) -> devices.rotateKey(
                                id,
                                devices.findHashed(id).orElseThrow().keyHash(),
                                FRESH,
                                UNTIL,
                                SampleAttribution.any())),
                change(
                        "describe",
                        COMMIT,
                        (devices, id, newcomer) -> devices.describe(DEMO, id, MOVED, SampleAttribution.any())),
                change("delete", COMMIT, (devices, id, newcomer) -> devices.delete(DEMO, id, SampleAttribution.any())),
                change(
                        "openReregistration",
                        COMMIT,
                        (devices, id, newcomer) ->
                                devices.openReregistration(DEMO, id, LATER, SampleAttribution.any())),
                change("closeReregistration", COMMIT, (InWindow)
                        (devices, id, newcomer) -> devices.closeReregistration(DEMO, id, SampleAttribution.any())));
    }

    private static Arguments change(String name, String commit, Call call) {
        return arguments(Named.of(name, call), commit);
    }

    /** Two changes need a window that is open, and one that none was opened. */
    private void openIfNeeded(Call call) {
        if (call instanceof InWindow) {
            direct.devices().openReregistration(DEMO, id, UNTIL, SampleAttribution.any());
        }
    }

    @ParameterizedTest
    @MethodSource("changes")
    void a_change_that_never_reaches_the_server_leaves_all_as_it_was_and_says_so(Call call, String commit)
            throws Exception {
        openIfNeeded(call);
        List<Object> before = all();

        assertNeverConfirmed(Cut.BEFORE_THE_COMMIT, commit, call);

        assertThat(all()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void a_change_whose_answers_are_all_lost_is_done_once_and_says_that_it_may_be(Call call, String commit)
            throws Exception {
        openIfNeeded(call);
        List<Object> before = all();

        assertNeverConfirmed(Cut.AFTER_THE_COMMIT, commit, call);

        assertThat(all()).isNotEqualTo(before);
        assertThat(registrations()).isLessThanOrEqualTo(2);
    }

    private void assertNeverConfirmed(Cut cut, String commit, Call call) {
        HashedDevice newcomer = newcomer();
        assertThatExceptionOfType(StorageUnavailableException.class)
                .isThrownBy(() -> cut(
                        cut,
                        commit,
                        Integer.MAX_VALUE,
                        devices -> Optional.ofNullable(call.run(devices, id, newcomer))))
                .withMessageContaining("may have done so");
    }

    private HashedDevice newcomer() {
        return SampleDevice.with(key.key())
                .id(id)
                .registeredAt(LATER)
                .replayUntil(UNTIL)
                .hash(FRESH)
                .build();
    }

    private Registration replay(DeviceRepository devices, DeviceId which) {
        return devices.replay(key.key().id(), BEFORE.idempotencyKey(), which, FRESH, SampleAttribution.at(LATER));
    }

    private <T> T cutOnce(Cut cut, String commit, Function<DeviceRepository, T> call) throws Exception {
        return cut(cut, commit, 1, call);
    }

    /** Makes the call through a store with one connection, which has been used, so that another try needs a new one. */
    private <T> T cut(Cut cut, String commit, int times, Function<DeviceRepository, T> call) throws Exception {
        String url = database.settings().url();
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        try (CuttingProxy proxy = new CuttingProxy(port, cut, commit);
                DatabaseStore store =
                        DatabaseStore.open(StoreSettings.of(url.replace(":" + port + "/", ":" + proxy.port() + "/"))
                                .withPoolSize(1))) {
            proxy.cutNext(times);
            T result = call.apply(store.devices());
            assertThat(proxy.commits()).as("commits, the one that is cut too").isGreaterThan(1);
            return result;
        }
    }

    private HashedDevice stored() {
        return direct.devices().findHashed(id).orElseThrow();
    }

    private Optional<PastAttempt> attempt(RegistrationAttempt attempt) {
        return direct.devices().findAttempt(key.key().id(), attempt.idempotencyKey(), Instant.EPOCH);
    }

    private int registrations() {
        return direct.provisioningKeys()
                .find(DEMO, key.key().id())
                .orElseThrow()
                .registrations();
    }

    private List<Object> all() {
        return List.of(
                direct.devices().findHashed(id),
                attempt(BEFORE),
                attempt(AFTER),
                direct.provisioningKeys().findHashed(key.key().id()));
    }
}
