package io.deviceregistration.core.device;

import io.deviceregistration.core.audit.Attributions;
import io.deviceregistration.core.key.KeyGenerator;
import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.stereotype.UseCase;
import io.deviceregistration.core.tenant.Administrator;
import java.util.Optional;

/** Gives a device that lost its key a new one. */
@UseCase
public final class ReplaceDeviceKey {

    /** Which device. */
    public record Command(Administrator by, DeviceId id) {}

    private final DeviceRepository devices;
    private final Attributions attributions;
    private final SecretHasher hasher;
    private final KeyGenerator generator;

    public ReplaceDeviceKey(
            DeviceRepository devices, SecretHasher hasher, KeyGenerator generator, Attributions attributions) {
        this.devices = devices;
        this.hasher = hasher;
        this.generator = generator;
        this.attributions = attributions;
    }

    /**
     * The new key, which is nowhere stored and can't be had again; every older one is dead when this returns. Nothing if the
     * administrator's tenant has no such device.
     */
    public Optional<PlainKey> execute(Command command) {
        PlainKey fresh = generator.generate(KeyKind.DEVICE, command.id().value());
        return devices.replaceKey(
                        command.by().tenant(), command.id(), hasher.hash(fresh), attributions.to(command.by()))
                ? Optional.of(fresh)
                : Optional.empty();
    }
}
