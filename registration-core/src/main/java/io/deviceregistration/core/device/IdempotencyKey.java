package io.deviceregistration.core.device;

import io.deviceregistration.core.value.InvalidValueException;
import io.deviceregistration.core.value.Sha256;
import io.deviceregistration.core.value.VisibleAscii;
import org.jspecify.annotations.Nullable;

/**
 * By what a client says that a request is one it has sent before: 16 to 255 visible ASCII characters, meant to be random.
 * Whoever knows it and the provisioning key gets a device's key, so it is stored as a digest alone. Immutable; {@link
 * #toString} doesn't show it.
 */
public final class IdempotencyKey {

    private static final int MIN_LENGTH = 16;
    private static final int MAX_LENGTH = 255;

    private final Sha256 digest;

    /** @throws InvalidValueException if the text breaks this rule */
    public IdempotencyKey(String text) {
        if (text.length() < MIN_LENGTH || text.length() > MAX_LENGTH || !VisibleAscii.isAll(text)) {
            throw new InvalidValueException("must have 16 to 255 visible ASCII characters");
        }
        this.digest = Sha256.of(text);
    }

    public Sha256 digest() {
        return digest;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IdempotencyKey key && digest.equals(key.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return "IdempotencyKey[…]";
    }
}
