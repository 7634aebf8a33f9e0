package io.deviceregistration.core.provisioningkey;

import io.deviceregistration.core.stereotype.UseCase;
import io.deviceregistration.core.tenant.TenantId;
import java.util.Optional;

/** Reads one of a tenant's provisioning keys. */
@UseCase
public final class ReadProvisioningKey {

    /** Which key. */
    public record Command(TenantId tenant, ProvisioningKeyId id) {}

    private final ProvisioningKeyStore keys;

    public ReadProvisioningKey(ProvisioningKeyStore keys) {
        this.keys = keys;
    }

    /** The key, or nothing if the tenant has no such key. */
    public Optional<ProvisioningKey> execute(Command command) {
        return keys.find(command.tenant(), command.id());
    }
}
