package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.ReadDevice;
import io.deviceregistration.core.device.RegisterDevice;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.provisioningkey.RevokeProvisioningKey;
import io.deviceregistration.core.testkit.Race;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Administrators who end something, and appliances that take another's place, while the old one goes on. */
abstract class RacingLives extends RacingKeyUse {

    private static final long PATIENCE_SECONDS = 60;

    @Test
    void nothing_that_begins_after_a_revocation_was_answered_registers_and_the_count_is_that_of_the_devices()
            throws Exception {
        int registering = 4;
        CountDownLatch underWay = new CountDownLatch(registering);
        AtomicBoolean revoked = new AtomicBoolean();

        List<Integer> counts = Race.run(registering + 1, thread -> () -> {
            if (thread == registering) {
                assertThat(underWay.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .as("every thread registers before the revocation")
                        .isTrue();
                revokeProvisioningKey(thread);
                revoked.set(true);
                return 0;
            }
            for (int count = 0; ; count++) {
                boolean beganAfterwards = revoked.get();
                // Some may be repeated, and some are: neither gets past the revocation, or is counted twice.
                RegisterDevice.Command request =
                        request(provisioningKey, newName(), thread % 2 == 0 ? newIdempotencyKey() : null);
                RegisterDevice.Result result = register(thread, request);
                if (result.equals(new RegisterDevice.Result.ProvisioningKeyRefused(ProvisioningKeyStatus.REVOKED))) {
                    return count;
                }
                registered(result);
                assertThat(beganAfterwards)
                        .as("a registration began after the revocation")
                        .isFalse();
                if (request.idempotencyKey() != null) {
                    register(thread, request);
                }
                underWay.countDown();
            }
        });

        int all = counts.stream().mapToInt(Integer::intValue).sum();
        assertThat(countOf(provisioningKey)).isEqualTo(all);
        assertThat(devices()).isEqualTo(all);
    }

    private void revokeProvisioningKey(int thread) {
        ProvisioningKeyId id = new ProvisioningKeyId(provisioningKey.id());
        assertThat(instance(thread).revokeProvisioningKey().execute(new RevokeProvisioningKey.Command(ADA, id)))
                .isPresent();
    }

    @Test
    void no_key_works_and_nothing_is_left_of_a_device_once_it_was_deleted_though_it_rotates_and_uses_its_keys()
            throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            RegisterDevice.Result.Registered device =
                    registered(request(provisioningKey, newName(), newIdempotencyKey()));
            PlainKey first = device.deviceKey();
            AtomicBoolean deleted = new AtomicBoolean();

            List<List<PlainKey>> answered = Race.run(3, thread -> () -> switch (thread) {
                case 0 -> {
                    assertThat(delete(thread, device.device())).isTrue();
                    deleted.set(true);
                    yield List.of();
                }
                case 1 -> rotatedUntilRefused(thread, first);
                default -> usedUntilRefused(thread, first, deleted);
            });

            List<PlainKey> keys = flat(List.of(first), answered);
            assertThat(acceptedOf(keys)).isEmpty();
            assertThat(keys.stream().map(key -> rotate(0, key))).containsOnly(Optional.empty());
            assertThat(instance(1)
                            .readDevice()
                            .execute(new ReadDevice.Command(
                                    ADA.tenant(), device.device().id())))
                    .isEmpty();
            assertThat(devices()).isZero();
            assertThat(attempts()).isZero();
        }
    }

    @Test
    void a_key_works_only_if_its_device_is_there_when_a_device_is_deleted_while_another_takes_its_place()
            throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String name = newName();
            RegisterDevice.Result.Registered old = registered(request(provisioningKey, name, newIdempotencyKey()));
            openReregistration(old.device().id());

            List<Optional<RegisterDevice.Result>> results = Race.run(2, thread -> () -> {
                if (thread == 0) {
                    assertThat(delete(thread, old.device())).isTrue();
                    return Optional.empty();
                }
                return Optional.of(register(thread, request(provisioningKey, name, newIdempotencyKey())));
            });

            assertThat(accepts(0, old.deviceKey())).isFalse();
            RegisterDevice.Result result = results.get(1).orElseThrow();
            boolean isNewDevice = result instanceof RegisterDevice.Result.Registered newcomer
                    && !newcomer.device().id().equals(old.device().id());
            assertThat(acceptedOf(keysIn(List.of(result)))).hasSize(isNewDevice ? 1 : 0);
            assertThat(devices()).isEqualTo(isNewDevice ? 1 : 0);
            assertThat(attempts()).isEqualTo(devices());
            if (isNewDevice) {
                delete(0, registered(result).device());
            }
        }
    }

    @Test
    void one_of_two_that_want_a_device_s_place_at_once_gets_it_and_the_old_key_dies() throws Exception {
        List<PlainKey> keys = List.of(provisioningKey, newProvisioningKey());
        for (int round = 0; round < ROUNDS; round++) {
            String name = newName();
            RegisterDevice.Result.Registered old = registered(request(provisioningKey, name, newIdempotencyKey()));
            openReregistration(old.device().id());

            List<RegisterDevice.Result> results =
                    Race.run(2, thread -> () -> register(thread, request(keys.get(thread), name, newIdempotencyKey())));

            assertThat(Collections.frequency(results, new RegisterDevice.Result.DeviceNameTaken()))
                    .isEqualTo(1);
            assertThat(acceptedOf(keysIn(results))).hasSize(1);
            assertThat(accepts(0, old.deviceKey())).isFalse();
        }
        assertThat(keys.stream().mapToInt(this::countOf).sum()).isEqualTo(2 * ROUNDS);
        assertThat(devices()).isEqualTo(ROUNDS);
        assertThat(attempts()).isEqualTo(ROUNDS);
    }

    @Test
    void one_key_works_and_is_counted_once_when_one_request_for_a_device_s_place_is_sent_often_at_once()
            throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String name = newName();
            RegisterDevice.Result.Registered old = registered(request(provisioningKey, name, null));
            openReregistration(old.device().id());
            RegisterDevice.Command request = request(provisioningKey, name, newIdempotencyKey());

            List<RegisterDevice.Result> results = Race.run(3, thread -> () -> register(thread, request));

            assertThat(results.stream()
                            .map(result -> registered(result).device().id()))
                    .containsOnly(old.device().id());
            assertThat(acceptedOf(keysIn(results))).hasSize(1);
            assertThat(accepts(0, old.deviceKey())).isFalse();
        }
        assertThat(countOf(provisioningKey)).isEqualTo(2 * ROUNDS);
        assertThat(devices()).isEqualTo(ROUNDS);
    }

    @Test
    void the_newcomer_s_key_alone_works_after_it_took_the_place_of_a_device_that_was_being_authenticated()
            throws Exception {
        assertNewcomerAlone((thread, old, taken) -> usedUntilRefused(thread, old, taken));
    }

    @Test
    void the_newcomer_s_key_alone_works_after_it_took_the_place_of_a_device_that_was_rotating() throws Exception {
        assertNewcomerAlone((thread, old, taken) -> rotatedUntilRefused(thread, old));
    }

    @Test
    void one_key_alone_works_after_a_registration_was_repeated_while_its_device_s_place_was_opened_and_asked_for()
            throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String name = newName();
            RegisterDevice.Command request = request(provisioningKey, name, newIdempotencyKey());
            RegisterDevice.Result.Registered old = registered(request);
            AtomicBoolean asked = new AtomicBoolean();

            List<List<RegisterDevice.Result>> answered = Race.run(3, thread -> () -> {
                if (thread > 0) {
                    return repeatedUntil(asked, thread, request);
                }
                try {
                    openReregistration(old.device().id());
                    return List.of(register(thread, request(provisioningKey, name, newIdempotencyKey())));
                } finally {
                    asked.set(true);
                }
            });

            List<RegisterDevice.Result> all = new ArrayList<>(List.of(old));
            answered.forEach(all::addAll);
            assertThat(acceptedOf(keysIn(all))).hasSize(1);
        }
        assertThat(countOf(provisioningKey)).isEqualTo(2 * ROUNDS);
        assertThat(devices()).isEqualTo(ROUNDS);
    }

    private List<RegisterDevice.Result> repeatedUntil(AtomicBoolean asked, int thread, RegisterDevice.Command request) {
        List<RegisterDevice.Result> results = new ArrayList<>();
        while (!asked.get()) {
            results.add(register(thread, request));
        }
        return results;
    }

    /** What the device does whose place is taken, until it is refused; returns the keys that it is answered. */
    private interface Holdout {
        List<PlainKey> run(int thread, PlainKey old, AtomicBoolean taken);
    }

    private void assertNewcomerAlone(Holdout holdout) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String name = newName();
            RegisterDevice.Command request = request(provisioningKey, name, newIdempotencyKey());
            RegisterDevice.Result.Registered old = registered(request);
            openReregistration(old.device().id());
            AtomicBoolean taken = new AtomicBoolean();

            List<List<PlainKey>> answered = Race.run(3, thread -> () -> {
                if (thread > 0) {
                    return holdout.run(thread, old.deviceKey(), taken);
                }
                PlainKey newcomer = registered(register(thread, request(provisioningKey, name, newIdempotencyKey())))
                        .deviceKey();
                taken.set(true);
                return List.of(newcomer);
            });

            PlainKey newcomer = answered.get(0).get(0);
            assertThat(acceptedOf(flat(List.of(old.deviceKey()), answered))).containsExactly(newcomer);
        }
        assertThat(countOf(provisioningKey)).isEqualTo(2 * ROUNDS);
        assertThat(devices()).isEqualTo(ROUNDS);
    }

    /** Fails if a use is accepted that begins after the key's end was answered. */
    private List<PlainKey> usedUntilRefused(int thread, PlainKey key, AtomicBoolean ended) {
        while (true) {
            boolean beganAfterwards = ended.get();
            if (!accepts(thread, key)) {
                return List.of();
            }
            assertThat(beganAfterwards)
                    .as("the key was accepted after its end was answered")
                    .isFalse();
        }
    }

    private List<PlainKey> rotatedUntilRefused(int thread, PlainKey first) {
        List<PlainKey> answered = new ArrayList<>();
        @Nullable PlainKey current = first;
        while (current != null) {
            current = rotate(thread, current).orElse(null);
            if (current != null) {
                answered.add(current);
            }
        }
        return answered;
    }

    private static List<PlainKey> flat(List<PlainKey> first, List<List<PlainKey>> others) {
        List<PlainKey> all = new ArrayList<>(first);
        others.forEach(all::addAll);
        return all;
    }
}
