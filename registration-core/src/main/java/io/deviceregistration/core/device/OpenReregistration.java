package io.deviceregistration.core.device;

import io.deviceregistration.core.stereotype.UseCase;
import io.deviceregistration.core.tenant.Administrator;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Lets the next registration of a device's name take the device's place, for a while: its appliance was replaced. */
@UseCase
public final class OpenReregistration {

    /** Which device, and for how long from now. */
    public record Command(Administrator by, DeviceId id, ReregistrationWindow window) {}

    private final DeviceRepository devices;
    private final Clock clock;

    public OpenReregistration(DeviceRepository devices, Clock clock) {
        this.devices = devices;
        this.clock = Clock.tick(clock, Duration.ofMillis(1));
    }

    /**
     * The device as it is then, or nothing if the administrator's tenant has no such device. A window that is open already
     * ends when this one does. The device's keys work until its place is taken.
     */
    public Optional<Device> execute(Command command) {
        return devices.openReregistration(
                command.by().tenant(),
                command.id(),
                clock.instant().plus(command.window().length()));
    }
}
