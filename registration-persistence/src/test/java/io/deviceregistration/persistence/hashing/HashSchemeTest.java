package io.deviceregistration.persistence.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class HashSchemeTest {

    @Test
    void is_found_by_the_id_that_settings_and_hashes_use() {
        assertThat(HashScheme.of("argon2id")).isEqualTo(HashScheme.ARGON2ID);
        assertThat(HashScheme.of("hmac-sha256")).isEqualTo(HashScheme.HMAC_SHA256);
    }

    @Test
    void an_unknown_id_is_refused_with_the_known_ones() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HashScheme.of("bcrypt"))
                .withMessage("the hashing scheme must be argon2id or hmac-sha256");
    }
}
