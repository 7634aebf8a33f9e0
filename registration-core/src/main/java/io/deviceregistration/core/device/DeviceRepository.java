package io.deviceregistration.core.device;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.stereotype.Port;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.value.Sha256;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps devices, in the same store as the provisioning keys they registered with.
 *
 * <p>Each call is atomic unless it says otherwise, durable when it returns, and seen by every call that begins afterwards,
 * in this process or another on the same store. Calls that take a tenant find only that tenant's devices. Times have
 * millisecond precision. Safe for use by any number of threads.
 *
 * <p>A call that takes an attribution keeps an audit event with what it changes, in the same transaction, for {@link
 * io.deviceregistration.core.audit.AuditLog} to show; where nothing is changed, there is none. A status that the device
 * has already is no change, nor is a description that keeps every part, nor is the end of a window that was not open; a part
 * that is described as it was already is one.
 *
 * <p>Every call may throw {@link io.deviceregistration.core.fault.StorageException}.
 */
@Port
public interface DeviceRepository {

    /** How {@link #register}, {@link #replay} or {@link #reregister} ended. */
    sealed interface Registration {

        /** The device is stored and its provisioning key's use counted. */
        record Registered() implements Registration {}

        /** The device that was there already is registered anew, as it is given here, and the use counted. */
        record Reregistered(Device device) implements Registration {}

        /**
         * The tenant has a device of that name, compared without regard to case. Nothing was changed.
         *
         * @param replaceable that device if {@link #reregister} may take its place, or null
         */
        record NameTaken(@Nullable DeviceId replaceable) implements Registration {

            /** No registration may take the place of the device that has the name. */
            public NameTaken() {
                this(null);
            }
        }

        /** The provisioning key may not register now; its status is never active. Nothing was changed. */
        record KeyRefused(ProvisioningKeyStatus status) implements Registration {}

        /** The tenant has no such provisioning key. Nothing was changed. */
        record KeyUnknown() implements Registration {}

        /**
         * The provisioning key has registered a device by this attempt before, and this call didn't replay it. At most the
         * provisioning key's last use was noted.
         */
        record AttemptedBefore() implements Registration {}
    }

    /**
     * Stores a new device and counts it against its provisioning key, in one transaction that checks the key again as of
     * the device's registration time. A key's limit is never exceeded and a name never given twice, however many
     * processes call this at once; a key that was revoked before this was called is refused.
     */
    Registration register(HashedDevice device, Attribution by);

    /**
     * The same, keeping the attempt with the device, in the same transaction: for {@link RegistrationAttempt#LIFETIME} from
     * the device's registration, the provisioning key registers no other device by its idempotency key, however many
     * processes call this at once. An older attempt by the same idempotency key is forgotten, and all others as old are in
     * the course of the registrations of the following hours.
     */
    Registration register(HashedDevice device, RegistrationAttempt attempt, Attribution by);

    /**
     * The attempt that the provisioning key made by this idempotency key after the given time, unless its device was
     * deleted since.
     */
    Optional<PastAttempt> findAttempt(ProvisioningKeyId key, Sha256 idempotencyKey, Instant after);

    /**
     * Gives a device whose registration is repeated the hash of another key, in one transaction that checks again that the
     * provisioning key is neither revoked nor expired at the attribution's time; one that registers no more devices replays
     * all the same, and nothing is counted. Done while {@link HashedDevice#isReplayableAt} holds and the device is the one
     * that the provisioning key registered by this idempotency key. After a device's key was confirmed, rotated or replaced,
     * or its place was taken, no replay of what was before changes it. Of several replays at once, the key of the one that
     * is done last works, and no other.
     */
    Registration replay(
            ProvisioningKeyId key, Sha256 idempotencyKey, DeviceId id, StoredHash replacement, Attribution by);

    /**
     * Has this device take the place of the tenant's device that has its id, while {@link Device#isReregistrableAt} holds as
     * of its registration time, and ends that. Counts it against its provisioning key like {@link #register}, in the same
     * transaction, and keeps the attempt, if there is one; whatever attempts the device had are forgotten. Its keys are dead
     * when this returns, but for the new one. Name, status and last use stay what they were; so do location and type if the
     * new ones are null, and attributes if there are no new ones. Of several calls at once, one takes the place.
     *
     * @return {@link Registration.NameTaken} if the device may not be replaced at that time
     */
    Registration reregister(HashedDevice device, @Nullable RegistrationAttempt attempt, Attribution by);

    Optional<Device> find(TenantId tenant, DeviceId id);

    /** The device of whichever tenant, for checking a presented key. */
    Optional<HashedDevice> findHashed(DeviceId id);

    /**
     * The device as {@link #findHashed} found it a short while ago, if this adapter remembers it. Changes that were made
     * through this adapter are in it, those of other instances perhaps not yet; the adapter says for how long. Nothing, as by
     * default, says nothing of the device.
     */
    default Optional<HashedDevice> recall(DeviceId id) {
        return Optional.empty();
    }

    /** A tenant's devices, by registration time and then id, both descending. */
    Page<Device> list(TenantId tenant, DeviceFilter filter, PageRequest page);

    /** The device in its new status, or nothing if the tenant has no such device. */
    Optional<Device> changeStatus(TenantId tenant, DeviceId id, DeviceStatus status, Attribution by);

    /** How many devices {@link #disableAll} would disable now. */
    int countActive(TenantId tenant, ProvisioningKeyId key, @Nullable RegisteredSince since);

    /**
     * Disables the tenant's active devices that registered with the provisioning key, all of them or none: those whose
     * registration was answered before this was called. One whose registration, change or deletion is under way counts as it
     * is before or after that.
     *
     * <p>Keeps one event with each of them, and none with any other, under the ids of {@link Attribution#eventOfMany}.
     *
     * @param since only those that registered then or later; null for all
     * @return how many this call disabled
     */
    int disableAll(TenantId tenant, ProvisioningKeyId key, @Nullable RegisteredSince since, Attribution by);

    /**
     * The device with its description changed, or nothing if the tenant has no such device. What the change keeps stays as
     * it is, even if another call changes it at once.
     */
    Optional<Device> describe(TenantId tenant, DeviceId id, DeviceChange change, Attribution by);

    /**
     * Removes the device and all that is kept of it: its key finds nothing when this returns, and its name is free. What it
     * counted against its provisioning key stays counted.
     *
     * @return whether the tenant had such a device
     */
    boolean delete(TenantId tenant, DeviceId id, Attribution by);

    /**
     * Puts the hash of another key in the place of whatever the device's keys were, which are dead when this returns;
     * the registration can't be replayed any more.
     *
     * @return whether the tenant has such a device
     */
    boolean replaceKey(TenantId tenant, DeviceId id, StoredHash replacement, Attribution by);

    /**
     * Puts the hash of another key in the place of the current one. The key that was presented, be it the current or the
     * previous one, is the previous one then; any other is dead. The registration can't be replayed any more.
     *
     * @return whether that was done; not if the device is disabled, or the presented hash is none of its hashes any more
     */
    boolean rotateKey(DeviceId id, StoredHash presented, StoredHash replacement, Instant previousUntil, Attribution by);

    /**
     * Notes that the current key was used, after which there is no previous one, and the registration can't be replayed.
     * Repeating changes nothing.
     *
     * @return whether the hash is the current one; if not, nothing was changed
     */
    boolean confirmKey(DeviceId id, StoredHash current);

    /**
     * Lets {@link #reregister} take the device's place before this time, once. Whatever registration made the device can't
     * be replayed any more, and its attempts are forgotten: a repeated request would get past the window otherwise, or be
     * kept from it.
     *
     * @return the device as it is then, or nothing if the tenant has no such device
     */
    Optional<Device> openReregistration(TenantId tenant, DeviceId id, Instant until, Attribution by);

    /**
     * Ends that.
     *
     * @return whether the tenant has such a device
     */
    boolean closeReregistration(TenantId tenant, DeviceId id, Attribution by);

    /** Puts a new hash of the current key in the old one's place; does nothing if the old one isn't there any more. */
    void replaceKeyHash(DeviceId id, StoredHash old, StoredHash replacement);

    /**
     * Notes for each of these devices that its key was accepted at this time, while {@link Device#isSeenAnewAt} holds. Two
     * times that are noted of a device so lie at least {@link Device#SEEN_INTERVAL} apart, however many processes call this
     * at once. Passes over devices that there are none of, and changes nothing else of the others.
     *
     * <p>Atomic for each device, but not for all of them: where this fails, some may be noted. Any number of devices may be
     * given, and calls for the same ones don't stand in each other's way, in whatever order they are.
     */
    void recordSeen(Map<DeviceId, Instant> seen);
}
