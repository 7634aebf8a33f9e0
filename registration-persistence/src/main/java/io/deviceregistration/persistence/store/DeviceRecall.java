package io.deviceregistration.persistence.store;

import com.github.benmanes.caffeine.cache.Ticker;
import io.deviceregistration.core.device.DeviceRepository;
import java.time.Duration;

/** Has any repository of devices recall them, so that most checks of their keys need not ask the store. */
public final class DeviceRecall {

    private static final Duration MAX_TIME = Duration.ofMinutes(10);

    private DeviceRecall() {}

    /**
     * The repository, recalling devices. What is changed through it, it notices at once; what another instance changes, be it
     * that a device is disabled, when the time is up.
     *
     * @param time up to 10 minutes; zero: nothing is recalled
     * @param size how many devices at the most, about 1 KB each; 0: none
     * @throws IllegalArgumentException if either is out of its range
     */
    public static DeviceRepository over(DeviceRepository devices, Duration time, int size) {
        require(time, size);
        return time.isZero() || size == 0
                ? devices
                : new RememberingDeviceRepository(devices, time, size, Ticker.systemTicker());
    }

    static void require(Duration time, int size) {
        if (time.isNegative() || time.compareTo(MAX_TIME) > 0) {
            throw new IllegalArgumentException(
                    "devices may be recalled for 0 to " + MAX_TIME.toSeconds() + " s, not " + time);
        }
        if (size < 0) {
            throw new IllegalArgumentException("the number of recalled devices must be 0 or more, not " + size);
        }
    }
}
