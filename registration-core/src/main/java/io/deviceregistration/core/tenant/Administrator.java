package io.deviceregistration.core.tenant;

import org.jspecify.annotations.Nullable;

/**
 * A person or program that may administer one tenant's keys and devices, as an identity provider vouched for it.
 *
 * @param address where the call comes from, for the audit; null if that isn't known
 */
public record Administrator(
        TenantId tenant, Subject subject, @Nullable ClientAddress address) {

    /** An administrator who calls from who knows where. */
    public Administrator(TenantId tenant, Subject subject) {
        this(tenant, subject, null);
    }

    /** The same, calling from this address. */
    public Administrator at(ClientAddress from) {
        return new Administrator(tenant, subject, from);
    }
}
