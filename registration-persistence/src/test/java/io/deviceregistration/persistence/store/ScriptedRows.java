package io.deviceregistration.persistence.store;

import io.deviceregistration.core.audit.AuditEvent;
import io.deviceregistration.core.audit.AuditEventId;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceType;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.Location;
import io.deviceregistration.core.device.PreviousKey;
import io.deviceregistration.core.device.RegistrationAttempt;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.tenant.ClientAddress;
import io.deviceregistration.core.value.Words;
import io.deviceregistration.persistence.tds.Column;
import io.deviceregistration.persistence.tds.Reply;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows as SQL Server would give them out, their columns of the schema's types, their times of any offset. */
final class ScriptedRows {

    private static final ZoneOffset SOMEWHERE = ZoneOffset.ofHoursMinutes(5, 30);

    private ScriptedRows() {}

    static Reply.Rows of(HashedProvisioningKey hashed) {
        ProvisioningKey key = hashed.key();
        ProvisioningKey.Revocation revocation = key.revocation();
        return Reply.rows(
                        Column.uniqueidentifier("id"),
                        Column.varchar("tenant_id", 64),
                        Column.nvarchar("label", 256),
                        Column.varchar("key_hash", 255),
                        Column.datetimeoffset("created_at", 3),
                        Column.nvarchar("created_by", 512),
                        Column.datetimeoffset("expires_at", 3),
                        Column.datetimeoffset("revoked_at", 3),
                        Column.nvarchar("revoked_by", 512),
                        Column.integer("max_registrations"),
                        Column.integer("registrations"),
                        Column.datetimeoffset("last_used_at", 3))
                .row(
                        key.id().value(),
                        key.tenant().value(),
                        key.label().value(),
                        hashed.hash().reveal(),
                        time(key.createdAt()),
                        key.createdBy().value(),
                        key.expiry() == null ? null : time(key.expiry().at()),
                        revocation == null ? null : time(revocation.at()),
                        revocation == null ? null : revocation.by().value(),
                        key.limit() == null ? null : key.limit().value(),
                        key.registrations(),
                        time(key.lastUsedAt()));
    }

    static Reply.Rows of(HashedDevice... devices) {
        Reply.Rows rows = Reply.rows(
                Column.uniqueidentifier("id"),
                Column.varchar("tenant_id", 64),
                Column.nvarchar("name", 256),
                Column.nvarchar("location", 512),
                Column.nvarchar("type", 128),
                Column.nvarcharMax("attributes"),
                Column.varchar("status", 16),
                Column.varchar("key_hash", 255),
                Column.uniqueidentifier("provisioning_key_id"),
                Column.datetimeoffset("registered_at", 3),
                Column.datetimeoffset("last_seen_at", 3),
                Column.datetimeoffset("reregistration_until", 3),
                Column.varchar("registered_from", 64),
                Column.varchar("previous_key_hash", 255),
                Column.datetimeoffset("previous_key_until", 3),
                Column.datetimeoffset("replay_until", 3));
        for (HashedDevice hashed : devices) {
            Device device = hashed.device();
            rows = rows.row(
                    device.id().value(),
                    device.tenant().value(),
                    device.name().value(),
                    orNull(device.location(), Location::value),
                    orNull(device.type(), DeviceType::value),
                    AttributesJson.write(device.attributes()),
                    Words.of(device.status()),
                    hashed.keyHash().reveal(),
                    device.provisioningKey().value(),
                    time(device.registeredAt()),
                    time(device.lastSeenAt()),
                    time(device.reregistrationUntil()),
                    orNull(device.registeredFrom(), ClientAddress::value),
                    orNull(hashed.previousKey(), previous -> previous.hash().reveal()),
                    time(orNull(hashed.previousKey(), PreviousKey::until)),
                    time(hashed.replayUntil()));
        }
        return rows;
    }

    static Reply.Rows of(AuditEvent... events) {
        Reply.Rows rows = Reply.rows(
                Column.uniqueidentifier("id"),
                Column.varchar("tenant_id", 64),
                Column.datetimeoffset("occurred_at", 3),
                Column.varchar("action", 64),
                Column.varchar("actor_type", 64),
                Column.nvarchar("actor_id", 512),
                Column.uniqueidentifier("object_id"),
                Column.nvarchar("object_name", 256),
                Column.varchar("client_address", 64));
        for (AuditEvent event : events) {
            rows = rows.row(
                    event.id().value(),
                    event.tenant().value(),
                    time(event.at()),
                    Words.of(event.action()),
                    Words.of(event.actor().type()),
                    event.actor().id(),
                    event.object().id(),
                    event.object().name(),
                    orNull(event.from(), ClientAddress::value));
        }
        return rows;
    }

    /** What is found when it is asked whether an event is there. */
    static Reply.Rows id(AuditEventId id) {
        return Reply.rows(Column.uniqueidentifier("id")).row(id.value());
    }

    /** What is found when only a row's hash is asked for. */
    static Reply.Rows hash(String hash) {
        return Reply.rows(Column.varchar("key_hash", 255)).row(hash);
    }

    /** What is found when an attempt is asked for. */
    static Reply.Rows attempt(RegistrationAttempt attempt, DeviceId device) {
        return Reply.rows(Column.varchar("request_hash", 64), Column.uniqueidentifier("device_id"))
                .row(attempt.request().hex(), device.value());
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant time) {
        return orNull(time, at -> at.atOffset(SOMEWHERE));
    }

    private static <T, V> @Nullable V orNull(@Nullable T value, Function<T, V> view) {
        return value == null ? null : view.apply(value);
    }
}
