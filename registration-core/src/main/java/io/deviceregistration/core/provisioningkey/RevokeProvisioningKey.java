package io.deviceregistration.core.provisioningkey;

import io.deviceregistration.core.stereotype.UseCase;
import io.deviceregistration.core.tenant.Administrator;
import java.time.Clock;
import java.time.Duration;
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
    private final Clock clock;

    public RevokeProvisioningKey(ProvisioningKeyStore keys, Clock clock) {
        this.keys = keys;
        this.clock = Clock.tick(clock, Duration.ofMillis(1));
    }

    /**
     * The revoked key, or nothing if the administrator's tenant has no such key. Revoking again changes nothing: the
     * first revocation's time and administrator stay.
     */
    public Optional<ProvisioningKey> execute(Command command) {
        ProvisioningKey.Revocation revocation =
                new ProvisioningKey.Revocation(clock.instant(), command.by().subject());
        return keys.revoke(command.by().tenant(), command.id(), revocation);
    }
}
