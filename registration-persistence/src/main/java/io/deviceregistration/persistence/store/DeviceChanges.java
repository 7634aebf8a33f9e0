package io.deviceregistration.persistence.store;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.AuditAction;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceAttributes;
import io.deviceregistration.core.device.DeviceChange;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceType;
import io.deviceregistration.core.device.Location;
import io.deviceregistration.core.tenant.ClientAddress;
import io.deviceregistration.core.tenant.TenantId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** What administrators change of a registered device. Each part is a statement of its own, so none overwrites another. */
final class DeviceChanges {

    private static final String SET_LOCATION =
            "UPDATE devices SET location = :location WHERE id = :id AND tenant_id = :tenant";

    private static final String SET_TYPE = "UPDATE devices SET type = :type WHERE id = :id AND tenant_id = :tenant";

    private static final String SET_ATTRIBUTES =
            "UPDATE devices SET attributes = :attributes WHERE id = :id AND tenant_id = :tenant";

    private static final String DELETE = "DELETE FROM devices WHERE id = :id AND tenant_id = :tenant";

    private final Transactions transactions;
    private final Dialect dialect;
    private final AuditTrail trail;

    DeviceChanges(Transactions transactions, Dialect dialect) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.trail = new AuditTrail(dialect);
    }

    /** Within a transaction of the caller's. */
    void describe(Handle handle, TenantId tenant, DeviceId id, DeviceChange change) {
        if (!change.location().kept()) {
            of(handle.createUpdate(SET_LOCATION), tenant, id)
                    .bindBySqlType("location", text(change.location().value()), dialect.unicode())
                    .execute();
        }
        if (!change.type().kept()) {
            of(handle.createUpdate(SET_TYPE), tenant, id)
                    .bindBySqlType("type", text(change.type().value()), dialect.unicode())
                    .execute();
        }
        DeviceAttributes attributes = change.attributes();
        if (attributes != null) {
            of(handle.createUpdate(SET_ATTRIBUTES), tenant, id)
                    .bindBySqlType("attributes", AttributesJson.write(attributes), dialect.unicode())
                    .execute();
        }
    }

    boolean delete(TenantId tenant, DeviceId id, Attribution by) {
        // What an earlier try found and perhaps deleted is no longer there for the next one to find.
        AtomicBoolean found = new AtomicBoolean();
        return transactions.inTransactionOnce((handle, inDoubt) -> {
            Optional<Device> device = JdbiDeviceRepository.find(handle, tenant, id);
            if (device.isPresent()
                    && of(handle.createUpdate(DELETE), tenant, id).execute() == 1) {
                found.set(true);
                trail.add(handle, inDoubt, by, AuditAction.DEVICE_DELETED, device.get());
            }
            return found.get();
        });
    }

    static Update of(Update update, TenantId tenant, DeviceId id) {
        return update.bind("id", id.value()).bind("tenant", tenant.value());
    }

    static @Nullable String text(@Nullable Location location) {
        return location == null ? null : location.value();
    }

    static @Nullable String text(@Nullable ClientAddress address) {
        return address == null ? null : address.value();
    }

    static @Nullable String text(@Nullable DeviceType type) {
        return type == null ? null : type.value();
    }
}
