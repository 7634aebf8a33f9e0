package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.RegisterDevice;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.testkit.Race;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The use of device keys while their devices repeat a registration or rotate them. */
abstract class RacingKeyUse extends RacingUseCases {

    @Test
    void one_key_works_whether_a_replay_or_the_first_use_of_the_lost_key_was_faster() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            RegisterDevice.Command request = request(provisioningKey, newName(), newIdempotencyKey());
            PlainKey lost = registered(request).deviceKey();

            List<Optional<PlainKey>> working = Race.run(2, thread -> () -> {
                if (thread == 0) {
                    return accepts(thread, lost) ? Optional.of(lost) : Optional.empty();
                }
                RegisterDevice.Result again = register(thread, request);
                return again.equals(new RegisterDevice.Result.AlreadyRegistered())
                        ? Optional.empty()
                        : Optional.of(registered(again).deviceKey());
            });

            List<PlainKey> answered = working.stream().flatMap(Optional::stream).toList();
            assertThat(answered).hasSize(1);
            assertThat(accepts(0, lost)).isEqualTo(answered.contains(lost));
            assertThat(accepts(1, answered.get(0))).isTrue();
            assertThat(register(1, request)).isEqualTo(new RegisterDevice.Result.AlreadyRegistered());
        }
        assertThat(countOf(provisioningKey)).isEqualTo(ROUNDS);
    }

    @Test
    void one_key_works_of_those_that_many_replays_at_once_were_answered() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            RegisterDevice.Command request = request(provisioningKey, newName(), newIdempotencyKey());
            RegisterDevice.Result.Registered lost = registered(request);

            List<RegisterDevice.Result> replays = Race.run(4, thread -> () -> register(thread, request));

            assertThat(replays)
                    .allSatisfy(replay -> assertThat(registered(replay).device().id())
                            .isEqualTo(lost.device().id()));
            assertThat(accepts(0, lost.deviceKey())).isFalse();
            assertThat(acceptedOf(keysIn(replays))).hasSize(1);
        }
        assertThat(countOf(provisioningKey)).isEqualTo(ROUNDS);
    }

    @Test
    void one_device_and_one_key_come_of_a_registration_that_is_sent_often_at_once() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            RegisterDevice.Command request = request(provisioningKey, newName(), newIdempotencyKey());

            List<RegisterDevice.Result> results = Race.run(4, thread -> () -> register(thread, request));

            assertThat(results.stream()
                            .map(result -> registered(result).device().id()))
                    .containsOnly(registered(results.get(0)).device().id());
            assertThat(acceptedOf(keysIn(results))).hasSize(1);
        }
        assertThat(countOf(provisioningKey)).isEqualTo(ROUNDS);
        assertThat(devices()).isEqualTo(ROUNDS);
    }

    @Test
    void the_old_key_is_accepted_while_it_is_rotated_and_dies_with_the_first_use_of_the_new_one() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            PlainKey old = registered(request(provisioningKey, newName(), newIdempotencyKey()))
                    .deviceKey();
            AtomicReference<PlainKey> rotated = new AtomicReference<>();

            List<Boolean> done = Race.run(3, thread -> () -> {
                if (thread == 0) {
                    rotate(thread, old).ifPresent(rotated::set);
                    return rotated.get() != null;
                }
                return accepts(thread, old);
            });

            assertThat(done).containsOnly(true);
            assertThat(accepts(0, old)).isTrue();
            assertThat(accepts(1, rotated.get())).isTrue();
            assertThat(accepts(0, old)).isFalse();
            assertThat(accepts(0, rotated.get())).isTrue();
        }
    }

    @Test
    void either_the_new_key_is_used_or_the_old_one_rotated_again_when_both_come_at_once() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            PlainKey old = registered(request(provisioningKey, newName(), null)).deviceKey();
            PlainKey unused = rotate(0, old).orElseThrow();

            List<Optional<PlainKey>> working = Race.run(
                    2,
                    thread -> () -> thread == 0
                            ? Optional.of(unused).filter(key -> accepts(thread, key))
                            : rotate(thread, old));

            boolean used = working.get(0).isPresent();
            assertThat(working.get(1).isPresent()).isEqualTo(!used);
            assertThat(accepts(0, old)).isEqualTo(!used);
            assertThat(accepts(0, unused)).isEqualTo(used);
            working.get(1).ifPresent(again -> {
                assertThat(accepts(0, again)).isTrue();
                assertThat(accepts(0, old)).isFalse();
            });
        }
    }

    @Test
    void a_rotating_device_is_never_locked_out_of_all_keys_that_it_was_answered() throws Exception {
        PlainKey first = registered(request(provisioningKey, newName(), null)).deviceKey();
        AtomicReference<List<PlainKey>> held = new AtomicReference<>(List.of(first));
        AtomicBoolean over = new AtomicBoolean();

        Race.run(3, thread -> () -> {
            if (thread == 0) {
                try {
                    rotateAgainAndAgain(held);
                } finally {
                    over.set(true);
                }
                return true;
            }
            while (!over.get()) {
                List<PlainKey> before = held.get();
                boolean accepted = before.stream().anyMatch(key -> accepts(thread, key));
                assertThat(accepted || !before.equals(held.get()))
                        .as("one of the keys that the device holds is accepted")
                        .isTrue();
            }
            return true;
        });
    }

    /** As a device does that uses either key until it takes the new one. */
    private void rotateAgainAndAgain(AtomicReference<List<PlainKey>> held) {
        PlainKey current = held.get().get(0);
        for (int count = 0; count < ROUNDS; count++) {
            PlainKey fresh = rotate(count, current).orElseThrow();
            held.set(List.of(current, fresh));
            assertThat(accepts(count, fresh)).isTrue();
            held.set(List.of(fresh));
            assertThat(accepts(count, current)).isFalse();
            current = fresh;
        }
    }
}
