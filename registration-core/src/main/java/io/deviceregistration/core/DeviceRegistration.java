package io.deviceregistration.core;

import io.deviceregistration.core.audit.Attributions;
import io.deviceregistration.core.audit.AuditLog;
import io.deviceregistration.core.audit.ListAuditEvents;
import io.deviceregistration.core.device.AuthenticateDevice;
import io.deviceregistration.core.device.CloseReregistration;
import io.deviceregistration.core.device.DeleteDevice;
import io.deviceregistration.core.device.DescribeDevice;
import io.deviceregistration.core.device.DeviceKeyCheck;
import io.deviceregistration.core.device.DeviceRepository;
import io.deviceregistration.core.device.DisableDevice;
import io.deviceregistration.core.device.DisableDevicesOfKey;
import io.deviceregistration.core.device.EnableDevice;
import io.deviceregistration.core.device.ListDevices;
import io.deviceregistration.core.device.OpenReregistration;
import io.deviceregistration.core.device.ReadDevice;
import io.deviceregistration.core.device.RegisterDevice;
import io.deviceregistration.core.device.ReplaceDeviceKey;
import io.deviceregistration.core.device.RotateDeviceKey;
import io.deviceregistration.core.key.KeyGenerator;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.provisioningkey.CreateProvisioningKey;
import io.deviceregistration.core.provisioningkey.ListProvisioningKeys;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import io.deviceregistration.core.provisioningkey.ReadProvisioningKey;
import io.deviceregistration.core.provisioningkey.RelabelProvisioningKey;
import io.deviceregistration.core.provisioningkey.RevokeProvisioningKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * All use cases over one set of adapters: where a backend that embeds device registration begins. Immutable, and safe for
 * use by any number of threads.
 */
public record DeviceRegistration(
        CreateProvisioningKey createProvisioningKey,
        ListProvisioningKeys listProvisioningKeys,
        ReadProvisioningKey readProvisioningKey,
        RelabelProvisioningKey relabelProvisioningKey,
        RevokeProvisioningKey revokeProvisioningKey,
        RegisterDevice registerDevice,
        AuthenticateDevice authenticateDevice,
        ReadDevice readDevice,
        ListDevices listDevices,
        DisableDevice disableDevice,
        DisableDevicesOfKey disableDevicesOfKey,
        EnableDevice enableDevice,
        DescribeDevice describeDevice,
        DeleteDevice deleteDevice,
        ReplaceDeviceKey replaceDeviceKey,
        RotateDeviceKey rotateDeviceKey,
        OpenReregistration openReregistration,
        CloseReregistration closeReregistration,
        ListAuditEvents listAuditEvents) {

    /** The use cases over these adapters, with the system's clock and its default source of strong randomness. */
    public static DeviceRegistration of(
            ProvisioningKeyStore keys, DeviceRepository devices, AuditLog audit, SecretHasher hasher) {
        return of(keys, devices, audit, hasher, Clock.systemUTC(), new SecureRandom());
    }

    /** The use cases over these adapters, clock and source of randomness. */
    public static DeviceRegistration of(
            ProvisioningKeyStore keys,
            DeviceRepository devices,
            AuditLog audit,
            SecretHasher hasher,
            Clock clock,
            SecureRandom random) {
        return of(keys, devices, audit, hasher, clock, random, DeviceRegistration::runAside);
    }

    /**
     * The use cases over these adapters, clock and source of randomness.
     *
     * @param background runs what no caller waits for, which writes to the store; it may refuse, but whatever it accepts
     *     must be run. A task rests in its thread, for up to ten seconds, so the executor needs one for it. By default that
     *     is a daemon thread for each task, of which there is one at a time
     */
    public static DeviceRegistration of(
            ProvisioningKeyStore keys,
            DeviceRepository devices,
            AuditLog audit,
            SecretHasher hasher,
            Clock clock,
            SecureRandom random,
            Executor background) {
        KeyGenerator generator = new KeyGenerator(random);
        Attributions attributions = new Attributions(generator, clock);
        DeviceKeyCheck deviceKeys = new DeviceKeyCheck(devices, hasher, background, clock);
        return new DeviceRegistration(
                new CreateProvisioningKey(keys, hasher, generator, attributions),
                new ListProvisioningKeys(keys, clock),
                new ReadProvisioningKey(keys),
                new RelabelProvisioningKey(keys, attributions),
                new RevokeProvisioningKey(keys, attributions),
                new RegisterDevice(keys, devices, hasher, generator, attributions),
                new AuthenticateDevice(devices, deviceKeys),
                new ReadDevice(devices),
                new ListDevices(devices),
                new DisableDevice(devices, attributions),
                new DisableDevicesOfKey(keys, devices, attributions),
                new EnableDevice(devices, attributions),
                new DescribeDevice(devices, attributions),
                new DeleteDevice(devices, attributions),
                new ReplaceDeviceKey(devices, hasher, generator, attributions),
                new RotateDeviceKey(devices, hasher, generator, attributions, deviceKeys),
                new OpenReregistration(devices, attributions),
                new CloseReregistration(devices, attributions),
                new ListAuditEvents(audit));
    }

    private static void runAside(Runnable task) {
        Thread thread = new Thread(task, "seen-devices");
        // Must not keep the process from ending.
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            throw new RejectedExecutionException("the system has no thread left", e);
        }
    }
}
