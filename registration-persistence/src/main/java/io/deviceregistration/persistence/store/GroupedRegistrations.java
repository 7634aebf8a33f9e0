package io.deviceregistration.persistence.store;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.AuditAction;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.RegistrationAttempt;
import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.fault.StorageUnavailableException;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.TenantId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Registrations by one provisioning key take turns, for each of them counts on the key's row; and a turn lasts until its
 * commit is on disk. So those that come at once share a transaction, which counts them all and is committed once. Where it
 * can't be done (the key's limit is too near, a name is taken, a fault), nothing of it is stored, and each is tried by itself.
 */
final class GroupedRegistrations {

    /** How many share a transaction: more would gain little, and have more to do again where it fails. */
    static final int MAX_SIZE = 64;

    /** Names in one order, so that two groups that want the same ones don't wait for each other. */
    private static final Comparator<HashedDevice> LOCK_ORDER =
            Comparator.comparing(hashed -> hashed.device().name().folded());

    private static final class Member {

        private final HashedDevice hashed;
        private final @Nullable RegistrationAttempt attempt;
        private final Attribution by;

        /** Null until it is known. */
        private @Nullable Registration outcome;

        private @Nullable StorageException failure;

        /** Whether it may be stored although the outcome isn't known. */
        private boolean inDoubt;

        Member(HashedDevice hashed, @Nullable RegistrationAttempt attempt, Attribution by) {
            this.hashed = hashed;
            this.attempt = attempt;
            this.by = by;
        }

        private Optional<RegistrationAttempts.Kept> kept() {
            return Optional.ofNullable(attempt).map(made -> new RegistrationAttempts.Kept(hashed.device(), made));
        }
    }

    /** A group's tenant is checked once for all of its members. */
    private record Turn(ProvisioningKeyId key, TenantId tenant) {

        static Turn of(Device device) {
            return new Turn(device.provisioningKey(), device.tenant());
        }
    }

    private final Transactions transactions;
    private final DeviceInsertion insertion;
    private final AuditTrail trail;
    private final Groups<Turn, Member> groups = new Groups<>(MAX_SIZE, StoreSettings.CONNECTION_TIMEOUT);

    GroupedRegistrations(Transactions transactions, Dialect dialect) {
        this.transactions = transactions;
        this.insertion = new DeviceInsertion(transactions, dialect);
        this.trail = new AuditTrail(dialect);
    }

    /** @param attempt what the registration is known again by, or null if it is not to be */
    Registration register(HashedDevice hashed, @Nullable RegistrationAttempt attempt, Attribution by) {
        Member member = new Member(hashed, attempt, by);
        groups.take(Turn.of(hashed.device()), member, this::register);
        if (member.failure != null) {
            throw member.failure;
        }
        return member.outcome == null ? alone(member) : member.outcome;
    }

    private Registration alone(Member member) {
        return insertion.register(member.hashed, member.attempt, member.by, member.inDoubt);
    }

    private void register(List<Member> group) {
        if (group.size() == 1) {
            group.get(0).outcome = alone(group.get(0));
        } else {
            registerTogether(group);
        }
    }

    /** Leaves those whose outcome doesn't come of it to be tried by themselves. */
    private void registerTogether(List<Member> group) {
        // Until the end is known, however it comes about.
        group.forEach(member -> member.inDoubt = true);
        try {
            boolean registered = transactions.tryInTransaction(handle -> register(handle, group));
            for (Member member : group) {
                member.inDoubt = false;
                member.outcome = registered ? new Registration.Registered() : null;
            }
        } catch (FailedTransactionException e) {
            group.forEach(member -> member.inDoubt = e.inDoubt());
        } catch (StorageUnavailableException e) {
            // Whoever interrupts this thread means its own call, and none of the others'.
            if (!Thread.currentThread().isInterrupted()) {
                group.forEach(member -> member.failure =
                        new StorageUnavailableException("the database can't serve the call just now", e));
            }
        }
    }

    /** Whether the key may register all of them, and they are. */
    private boolean register(Handle handle, List<Member> group) {
        if (!RegistrationUse.count(
                handle, group.stream().map(member -> member.hashed.device()).toList())) {
            return false;
        }
        insertion.insertAll(
                handle,
                group.stream().map(member -> member.hashed).sorted(LOCK_ORDER).toList());
        insertion.keepAll(
                handle, group.stream().flatMap(member -> member.kept().stream()).toList());
        trail.addAll(
                handle,
                group.stream()
                        .map(member ->
                                AuditTrail.event(member.by, AuditAction.DEVICE_REGISTERED, member.hashed.device()))
                        .toList());
        return true;
    }
}
