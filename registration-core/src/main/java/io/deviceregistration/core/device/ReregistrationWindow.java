package io.deviceregistration.core.device;

import io.deviceregistration.core.value.InvalidValueException;
import java.time.Duration;

/**
 * For how long a registration may take a device's place: 1 minute to 7 days.
 *
 * @throws InvalidValueException if it is shorter or longer
 */
public record ReregistrationWindow(int minutes) {

    public static final ReregistrationWindow DEFAULT = new ReregistrationWindow(60);

    private static final int MAX_MINUTES = 7 * 24 * 60;

    public ReregistrationWindow {
        if (minutes < 1 || minutes > MAX_MINUTES) {
            throw new InvalidValueException("must be between 1 and " + MAX_MINUTES);
        }
    }

    Duration length() {
        return Duration.ofMinutes(minutes);
    }
}
