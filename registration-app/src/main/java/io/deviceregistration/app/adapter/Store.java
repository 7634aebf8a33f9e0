package io.deviceregistration.app.adapter;

import io.deviceregistration.core.audit.AuditLog;
import io.deviceregistration.core.device.DeviceRepository;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import java.util.function.BooleanSupplier;

/**
 * An open store: three ports over one set of data, as {@code ProvisioningKeyStoreContract}, {@code DeviceRepositoryContract}
 * and {@code AuditLogContract} want them.
 *
 * @param answering whether the store can be called just now, which {@code /health/ready} tells; it must not throw, and may take
 *     a few seconds
 * @param closing closes the store; run once, after the last request. It must not throw
 */
public record Store(
        ProvisioningKeyStore provisioningKeys,
        DeviceRepository devices,
        AuditLog audit,
        BooleanSupplier answering,
        Runnable closing) {}
