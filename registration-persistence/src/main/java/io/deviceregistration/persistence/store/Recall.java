package io.deviceregistration.persistence.store;

import com.github.benmanes.caffeine.cache.Ticker;
import io.deviceregistration.core.device.DeviceRepository;
import java.time.Duration;

/**
 * Whether devices are recalled, so that most checks of their keys need not ask the database.
 *
 * @param time up to 10 minutes; zero: nothing is recalled
 * @param size how many devices at the most; 0: none
 */
record Recall(Duration time, int size) {

    private static final Duration MAX_TIME = Duration.ofMinutes(10);

    static final Recall NONE = new Recall(Duration.ZERO, 0);

    Recall {
        if (time.isNegative() || time.compareTo(MAX_TIME) > 0) {
            throw new IllegalArgumentException(
                    "devices may be recalled for 0 to " + MAX_TIME.toSeconds() + " s, not " + time);
        }
        if (size < 0) {
            throw new IllegalArgumentException("the number of recalled devices must be 0 or more, not " + size);
        }
    }

    DeviceRepository over(DeviceRepository devices) {
        return time.isZero() || size == 0
                ? devices
                : new RememberingDeviceRepository(devices, time, size, Ticker.systemTicker());
    }
}
