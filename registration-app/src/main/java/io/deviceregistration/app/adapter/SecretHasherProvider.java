package io.deviceregistration.app.adapter;

import io.deviceregistration.core.key.SecretHasher;
import java.util.Map;

/**
 * Makes a hasher that the app's setting {@code hashing} chooses. A jar names its implementation, which has a public
 * constructor without parameters, in {@code META-INF/services/io.deviceregistration.app.adapter.SecretHasherProvider}.
 */
public interface SecretHasherProvider {

    /** What the setting calls it; never {@code argon2id} or {@code hmac-sha256}, and the same at every call. */
    String name();

    /**
     * Makes the hasher, which must meet the contract {@code SecretHasherContract}. Called once, when the app starts. Where
     * the store has keys that another hasher hashed, this one must be able to check these too.
     *
     * @param settings what the adapter alone knows: {@code hashing.key-file} in the settings file and {@code
     *     REGISTRATION_HASHING_KEY_FILE} in the environment are its {@code key-file}; may hold secrets
     * @throws IllegalArgumentException if a setting is missing or wrong; its message says in one line which, and what is
     *     allowed, and ends the app with status 2
     * @throws RuntimeException if the hasher can't be made for another reason: its message ends the app with status 1
     */
    SecretHasher create(Map<String, String> settings);
}
