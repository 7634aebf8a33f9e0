package io.deviceregistration.core.provisioningkey;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.Attributions;
import io.deviceregistration.core.stereotype.UseCase;
import io.deviceregistration.core.tenant.Administrator;
import java.util.Optional;

/**
 * Revokes a provisioning key for good. Every registration that starts after this returned is refused, on every instance;
 * devices that registered before are left alone.
 */
@UseCase
public final class RevokeProvisioningKey {

    /** Which key. */
    public record Command(Administrator by, ProvisioningKeyId id) {}

    private final ProvisioningKeyStore keys;
    private final Attributions attributions;

    public RevokeProvisioningKey(ProvisioningKeyStore keys, Attributions attributions) {
        this.keys = keys;
        this.attributions = attributions;
    }

    /**
     * The revoked key, or nothing if the administrator's tenant has no such key. Revoking again changes nothing: the
     * first revocation's time and administrator stay.
     */
    public Optional<ProvisioningKey> execute(Command command) {
        Attribution by = attributions.to(command.by());
        ProvisioningKey.Revocation revocation =
                new ProvisioningKey.Revocation(by.at(), command.by().subject());
        return keys.revoke(command.by().tenant(), command.id(), revocation, by);
    }
}
