package io.deviceregistration.app.process;

import io.deviceregistration.app.process.Api.ProvisioningKey;
import io.deviceregistration.app.process.Api.Registered;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the app has answered, and so promised, so far. Safe for use by any number of threads. */
final class Ledger {

    private final Queue<Registered> devices = new ConcurrentLinkedQueue<>();
    private final Queue<ProvisioningKey> revokedKeys = new ConcurrentLinkedQueue<>();

    void add(Registered device) {
        devices.add(device);
    }

    void addRevoked(ProvisioningKey key) {
        revokedKeys.add(key);
    }

    Collection<Registered> devices() {
        return List.copyOf(devices);
    }

    Collection<ProvisioningKey> revokedKeys() {
        return List.copyOf(revokedKeys);
    }
}
