package io.deviceregistration.persistence.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HashingSettingsTest {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    @Test
    void default_to_argon2id_at_the_default_cost_without_a_pepper() {
        HashingSettings settings = HashingSettings.defaults();

        assertThat(settings.scheme()).isEqualTo(HashScheme.ARGON2ID);
        assertThat(settings.argon2Cost()).isEqualTo(Argon2Cost.DEFAULT);
        assertThat(settings.peppers()).isEmpty();
    }

    @Test
    void default_to_one_computation_a_processor() {
        Argon2Cost password = new Argon2Cost(19_456, 2, 1);
        assertThat(HashingSettings.builder().argon2Cost(password).build().maxConcurrent())
                .isEqualTo(Math.min(PROCESSORS, 1_048_576 / 19_456));
    }

    @Test
    void default_to_more_computations_where_they_take_little() {
        assertThat(HashingSettings.defaults().maxConcurrent()).isEqualTo(Math.min(Math.max(PROCESSORS, 64), 1024));
    }

    @Test
    void default_to_as_many_computations_as_fit_into_the_memory() {
        Argon2Cost greedy = new Argon2Cost(262_144, 1, 1);

        assertThat(HashingSettings.builder().argon2Cost(greedy).build().maxConcurrent())
                .isEqualTo(Math.min(PROCESSORS, 4));
    }

    @Test
    void default_to_a_queue_of_about_a_second() {
        Argon2Cost password = new Argon2Cost(19_456, 2, 1);

        assertThat(HashingSettings.builder()
                        .argon2Cost(password)
                        .maxConcurrent(2)
                        .build()
                        .maxQueued())
                .isEqualTo(52);
        assertThat(HashingSettings.defaults().maxQueued()).isEqualTo(1024);
    }

    @Test
    void refuse_hmac_without_a_pepper_and_say_how_to_make_one() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        HashingSettings.builder().scheme(HashScheme.HMAC_SHA256).build())
                .withMessage("the hashing scheme hmac-sha256 needs a pepper: configure a pepper file"
                        + " (\"openssl rand -base64 32\" prints a line for it)");
    }

    @Test
    void refuse_more_memory_in_all_than_a_gibibyte() {
        Argon2Cost cost = new Argon2Cost(262_144, 1, 1);

        assertThat(HashingSettings.builder()
                        .argon2Cost(cost)
                        .maxConcurrent(4)
                        .build()
                        .maxConcurrent())
                .isEqualTo(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HashingSettings.builder()
                        .argon2Cost(cost)
                        .maxConcurrent(5)
                        .build())
                .withMessage("argon2 memory times concurrent hash computations must be at most 1048576 KiB,"
                        + " but is 262144 times 5");
    }

    @Test
    void refuse_a_concurrency_or_a_queue_out_of_range() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HashingSettings.builder().maxConcurrent(0).build())
                .withMessage("concurrent hash computations must be between 1 and 1024, but are 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HashingSettings.builder().maxConcurrent(1025).build())
                .withMessage("concurrent hash computations must be between 1 and 1024, but are 1025");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HashingSettings.builder().maxQueued(-1).build())
                .withMessage("queued hash computations must be between 0 and 100000, but are -1");
    }

    @Test
    void show_the_peppers_ids_and_nothing_of_the_peppers() {
        byte[] pepper = Keys.pepper();

        assertThat(HashingSettings.builder().peppers(Peppers.of(pepper)).build().toString())
                .contains("peppers=Peppers[" + Peppers.of(pepper).current().id() + "]")
                .doesNotContain(
                        Base64.getEncoder().encodeToString(pepper),
                        HexFormat.of().formatHex(pepper));
    }
}
