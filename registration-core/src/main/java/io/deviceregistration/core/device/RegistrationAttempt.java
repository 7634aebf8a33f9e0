package io.deviceregistration.core.device;

import io.deviceregistration.core.value.Sha256;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a registration so that it may be repeated.
 *
 * @param idempotencyKey by what it is known again
 * @param request what was asked for
 */
public record RegistrationAttempt(Sha256 idempotencyKey, Sha256 request) {

    /** How long an attempt is known; after that, its idempotency key counts as new. */
    public static final Duration LIFETIME = Duration.ofHours(24);

    /** The attempt to register what an appliance says of itself. */
    public static RegistrationAttempt of(
            IdempotencyKey key,
            DeviceName name,
            @Nullable Location location,
            @Nullable DeviceType type,
            DeviceAttributes attributes) {
        // Each text after its length, so that no two requests are written alike.
        StringBuilder request = new StringBuilder();
        append(request, name.value());
        append(request, location == null ? null : location.value());
        append(request, type == null ? null : type.value());
        attributes.values().forEach((attribute, value) -> {
            append(request, attribute);
            append(request, value);
        });
        return new RegistrationAttempt(key.digest(), Sha256.of(request.toString()));
    }

    private static void append(StringBuilder request, @Nullable String text) {
        if (text == null) {
            request.append('-');
        } else {
            request.append(text.length()).append(':').append(text);
        }
    }
}
