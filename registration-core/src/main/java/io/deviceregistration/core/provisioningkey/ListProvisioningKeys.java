package io.deviceregistration.core.provisioningkey;

import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.stereotype.UseCase;
import io.deviceregistration.core.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Lists a tenant's provisioning keys, newest first; revoked and expired ones stay listed. */
@UseCase
public final class ListProvisioningKeys {

    /**
     * Which keys.
     *
     * @param status only keys with this status; null for all
     */
    public record Command(TenantId tenant, @Nullable ProvisioningKeyStatus status, PageRequest page) {}

    /**
     * The keys.
     *
     * @param asOf the time at which they had the status that was asked for: whoever shows a key's status shows the one
     *     of this time
     */
    public record Result(Page<ProvisioningKey> page, Instant asOf) {}

    private final ProvisioningKeyStore keys;
    private final Clock clock;

    public ListProvisioningKeys(ProvisioningKeyStore keys, Clock clock) {
        this.keys = keys;
        this.clock = Clock.tick(clock, Duration.ofMillis(1));
    }

    public Result execute(Command command) {
        Instant now = clock.instant();
        return new Result(keys.list(command.tenant(), command.status(), now, command.page()), now);
    }
}
