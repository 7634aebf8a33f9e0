package io.deviceregistration.persistence.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.HashingException;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.testkit.SecretHasherContract;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HmacSecretHasherTest extends SecretHasherContract {

    private final byte[] pepper = Keys.pepper();
    private final byte[] newerPepper = Keys.pepper();
    private final PlainKey key = Keys.random();

    @Override
    protected SecretHasher createHasher() {
        return new HmacSecretHasher(Peppers.of(pepper));
    }

    @Test
    void stores_the_peppers_id_and_a_mac_for_this_purpose_alone() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(pepper, "HmacSHA256"));
        String expected = Base64.getEncoder()
                .withoutPadding()
                .encodeToString(mac.doFinal(
                        ("device-registration key hash v1\0" + key.reveal()).getBytes(StandardCharsets.US_ASCII)));

        StoredHash stored = createHasher().hash(key);

        assertThat(stored.reveal())
                .isEqualTo("$hmac-sha256$k=" + Peppers.of(pepper).current().id() + "$" + expected);
        assertThat(stored.scheme()).isEqualTo("hmac-sha256");
    }

    @Test
    void a_hash_under_the_previous_pepper_is_outdated() {
        StoredHash stored = createHasher().hash(key);
        SecretHasher changed = new HmacSecretHasher(Peppers.of(newerPepper, pepper));

        assertThat(changed.check(key, stored)).isEqualTo(HashCheck.MATCH_OUTDATED);
        assertThat(changed.check(Keys.random(), stored)).isEqualTo(HashCheck.MISMATCH);
        assertThat(changed.check(key, changed.hash(key))).isEqualTo(HashCheck.MATCH);
    }

    @Test
    void a_hash_under_a_pepper_that_is_gone_is_refused_with_its_id() {
        StoredHash stored = createHasher().hash(key);

        assertThatExceptionOfType(HashingException.class)
                .isThrownBy(() -> new HmacSecretHasher(Peppers.of(newerPepper)).check(key, stored))
                .withMessage("a stored hmac-sha256 hash was made with the pepper "
                        + Peppers.of(pepper).current().id()
                        + ", which is not configured: list it in the pepper file after the current one");
    }
}
