package io.deviceregistration.core.provisioningkey;

import io.deviceregistration.core.audit.Attributions;
import io.deviceregistration.core.stereotype.UseCase;
import io.deviceregistration.core.tenant.Administrator;
import java.util.Optional;

/** Gives a provisioning key a new label; a revoked or expired one too. */
@UseCase
public final class RelabelProvisioningKey {

    /** Which key, and what to call it. */
    public record Command(Administrator by, ProvisioningKeyId id, Label label) {}

    private final ProvisioningKeyStore keys;
    private final Attributions attributions;

    public RelabelProvisioningKey(ProvisioningKeyStore keys, Attributions attributions) {
        this.keys = keys;
        this.attributions = attributions;
    }

    /** The relabelled key, or nothing if the administrator's tenant has no such key. */
    public Optional<ProvisioningKey> execute(Command command) {
        return keys.relabel(command.by().tenant(), command.id(), command.label(), attributions.to(command.by()));
    }
}
