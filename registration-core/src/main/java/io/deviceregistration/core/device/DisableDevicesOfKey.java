package io.deviceregistration.core.device;

import io.deviceregistration.core.audit.Attributions;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import io.deviceregistration.core.stereotype.UseCase;
import io.deviceregistration.core.tenant.Administrator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Disables the devices that a leaked provisioning key registered. The key itself is left as it is: revoke it first, else
 * it registers more meanwhile.
 */
@UseCase
public final class DisableDevicesOfKey {

    /**
     * Which devices.
     *
     * @param since only those that registered then or later; null for all of the key's
     * @param dryRun whether only to tell how many there are
     */
    public record Command(
            Administrator by,
            ProvisioningKeyId key,
            @Nullable RegisteredSince since,
            boolean dryRun) {}

    /**
     * What was done.
     *
     * @param devices how many were disabled, or would have been; those that were disabled before don't count
     */
    public record Result(int devices) {}

    private final ProvisioningKeyStore keys;
    private final DeviceRepository devices;
    private final Attributions attributions;

    public DisableDevicesOfKey(ProvisioningKeyStore keys, DeviceRepository devices, Attributions attributions) {
        this.keys = keys;
        this.devices = devices;
        this.attributions = attributions;
    }

    /**
     * Disables all of them or none, each as {@link DisableDevice} would; nothing is done if the administrator's tenant has
     * no such key. A device that another key registered anew since is that key's. After a revocation was answered, no
     * device of the key is missed.
     */
    public Optional<Result> execute(Command command) {
        return keys.find(command.by().tenant(), command.key()).map(key -> new Result(count(command)));
    }

    private int count(Command command) {
        return command.dryRun()
                ? devices.countActive(command.by().tenant(), command.key(), command.since())
                : devices.disableAll(
                        command.by().tenant(), command.key(), command.since(), attributions.to(command.by()));
    }
}
