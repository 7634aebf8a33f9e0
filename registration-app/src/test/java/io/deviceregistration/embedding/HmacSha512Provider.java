package io.deviceregistration.embedding;

import io.deviceregistration.app.adapter.SecretHasherProvider;
import io.deviceregistration.core.key.SecretHasher;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Has the app find the hasher. */
public final class HmacSha512Provider implements SecretHasherProvider {

    private static final int MIN_LENGTH = 32;

    @Override
    public String name() {
        return "hmac-sha512";
    }

    @Override
    public SecretHasher create(Map<String, String> settings) {
        String secret = settings.getOrDefault("secret", "");
        if (secret.length() < MIN_LENGTH) {
            throw new IllegalArgumentException("hashing.secret must have " + MIN_LENGTH + " characters or more");
        }
        return new HmacSha512SecretHasher(secret.getBytes(StandardCharsets.UTF_8));
    }
}
