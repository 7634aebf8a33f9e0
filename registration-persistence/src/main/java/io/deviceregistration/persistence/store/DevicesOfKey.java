package io.deviceregistration.persistence.store;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.AuditAction;
import io.deviceregistration.core.audit.AuditEvent;
import io.deviceregistration.core.audit.AuditEventId;
import io.deviceregistration.core.audit.AuditObject;
import io.deviceregistration.core.device.RegisteredSince;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.TenantId;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The active devices that registered with a provisioning key: counted, or disabled all at once. */
final class DevicesOfKey {

    private static final String ACTIVE =
            " FROM devices WHERE tenant_id = :tenant AND provisioning_key_id = :key AND status = 'active'";

    private static final String SINCE = " AND registered_at >= :since";

    /**
     * One device. The condition is the whole one again: what was found may have been disabled, deleted or registered anew by
     * now, and only the devices that this changes get an event. A statement for all of them would not say which those are,
     * and SQL Server would lock the whole table for one that changes 5,000 rows.
     */
    private static final String DISABLE = "UPDATE devices SET status = 'disabled' WHERE id = :id"
            + " AND tenant_id = :tenant AND provisioning_key_id = :key AND status = 'active'";

    /** How many statements are sent at once: few enough that they take far less time than one statement may. */
    static final int BATCH = 1000;

    private final Transactions transactions;
    private final AuditTrail trail;
    private final TenantId tenant;
    private final ProvisioningKeyId key;
    private final @Nullable RegisteredSince since;

    DevicesOfKey(
            Transactions transactions,
            Dialect dialect,
            TenantId tenant,
            ProvisioningKeyId key,
            @Nullable RegisteredSince since) {
        this.transactions = transactions;
        this.trail = new AuditTrail(dialect);
        this.tenant = tenant;
        this.key = key;
        this.since = since;
    }

    int countActive() {
        return transactions.query(handle -> bound(handle.createQuery("SELECT COUNT(*)" + ACTIVE + ifSince()))
                .mapTo(Integer.class)
                .one());
    }

    /**
     * Disables them.
     *
     * <p>The devices that a try disabled are no longer active for the next one. If the first was committed after all, what
     * tells is its events; they are looked for before, so that no more is done than was, and again after the updates, which
     * have waited for a commit that was still under way.
     */
    int disableAll(Attribution by) {
        Set<AuditEventId> tried = new HashSet<>();
        return transactions.inTransactionOnce((handle, inDoubt) -> {
            int done = inDoubt ? kept(handle, by, tried).size() : 0;
            if (done > 0) {
                return done;
            }
            List<AuditEvent> events = disable(handle, by);
            Set<AuditEventId> before = inDoubt ? kept(handle, by, tried) : Set.of();
            events.removeIf(event -> before.contains(event.id()));
            events.forEach(event -> tried.add(event.id()));
            trail.addAll(handle, events);
            return before.size() + events.size();
        });
    }

    private Set<AuditEventId> kept(Handle handle, Attribution by, Set<AuditEventId> tried) {
        Set<AuditEventId> kept = trail.idsAt(handle, tenant, by.at());
        kept.retainAll(tried);
        return kept;
    }

    private List<AuditEvent> disable(Handle handle, Attribution by) {
        List<AuditObject> found = bound(handle.createQuery("SELECT id, name" + ACTIVE + ifSince()))
                .map((row, context) ->
                        new AuditObject(AuditObject.Type.DEVICE, Columns.uuid(row, "id"), row.getString("name")))
                .stream()
                .sorted(Comparator.comparing(AuditObject::id, LockOrder.DEVICES))
                .toList();
        List<AuditEvent> events = new ArrayList<>();
        for (int from = 0; from < found.size(); from += BATCH) {
            List<AuditObject> part = found.subList(from, Math.min(from + BATCH, found.size()));
            int[] changed = disable(handle, part);
            for (int i = 0; i < changed.length; i++) {
                if (changed[i] == 1) {
                    events.add(by.eventOfMany(tenant, AuditAction.DEVICE_DISABLED, part.get(i)));
                }
            }
        }
        return events;
    }

    private int[] disable(Handle handle, List<AuditObject> devices) {
        try (PreparedBatch batch = handle.prepareBatch(DISABLE + ifSince())) {
            for (AuditObject device : devices) {
                UUID id = device.id();
                bound(batch.bind("id", id)).add();
            }
            return batch.execute();
        }
    }

    private String ifSince() {
        return since == null ? "" : SINCE;
    }

    private <S extends SqlStatement<S>> S bound(S statement) {
        statement.bind("tenant", tenant.value()).bind("key", key.value());
        return since == null
                ? statement
                : statement.bindBySqlType("since", Columns.utc(since.at()), Types.TIMESTAMP_WITH_TIMEZONE);
    }
}
