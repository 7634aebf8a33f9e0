package io.deviceregistration.core.device;

import io.deviceregistration.core.value.InvalidValueException;
import java.time.Duration;

/**
 * For how long a registration may take a device's place: 1 minute to 7 days.
 *
 * <p>The constructor throws an {@link InvalidValueException} if it is shorter or longer.
 */
public record ReregistrationWindow(int minutes) {

    public static final ReregistrationWindow DEFAULT = new ReregistrationWindow(60);

    public static final int MIN_MINUTES = 1;
    public static final int MAX_MINUTES = 7 * 24 * 60;

    public ReregistrationWindow {
        if (minutes < MIN_MINUTES || minutes > MAX_MINUTES) {
            throw new InvalidValueException("must be between " + MIN_MINUTES + " and " + MAX_MINUTES);
        }
    }

    Duration length() {
        return Duration.ofMinutes(minutes);
    }
}
