package io.deviceregistration.core.device;

import io.deviceregistration.core.audit.Actor;
import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.Attributions;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.key.KeyGenerator;
import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.KeyVerifier;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import io.deviceregistration.core.stereotype.UseCase;
import io.deviceregistration.core.tenant.ClientAddress;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Registers a device with the tenant that a provisioning key belongs to, and gives it its device key. */
@UseCase
public final class RegisterDevice {

    /**
     * What the appliance presents and says of itself.
     *
     * @param from where it calls from, which is kept; null if that isn't known
     */
    public record Command(
            PlainKey provisioningKey,
            DeviceName name,
            @Nullable Location location,
            @Nullable DeviceType type,
            DeviceAttributes attributes,
            @Nullable IdempotencyKey idempotencyKey,
            @Nullable ClientAddress from) {

        /** A request that can't be repeated, from who knows where. */
        public Command(
                PlainKey provisioningKey,
                DeviceName name,
                @Nullable Location location,
                @Nullable DeviceType type,
                DeviceAttributes attributes) {
            this(provisioningKey, name, location, type, attributes, null, null);
        }

        private @Nullable RegistrationAttempt attempt() {
            return idempotencyKey == null
                    ? null
                    : RegistrationAttempt.of(idempotencyKey, name, location, type, attributes);
        }
    }

    /** How it ended. Only whoever proved possession of a provisioning key learns why it was refused. */
    public sealed interface Result {

        /**
         * The device is registered.
         *
         * @param deviceKey the device's key, which is nowhere stored and can't be had again
         */
        record Registered(Device device, PlainKey deviceKey) implements Result {}

        /** No such key: unknown, or not the secret that belongs to its id. */
        record InvalidProvisioningKey() implements Result {}

        /** The key is genuine but may not register; its status is never active. */
        record ProvisioningKeyRefused(ProvisioningKeyStatus status) implements Result {}

        /** The tenant has a device of that name, and no administrator lets it be replaced just now. */
        record DeviceNameTaken() implements Result {}

        /** The registration was done before, and can't be repeated: its device key was used since. */
        record AlreadyRegistered() implements Result {}

        /** The registration that was done before with this idempotency key was another one. */
        record IdempotencyKeyReused() implements Result {}
    }

    private final ProvisioningKeyStore keys;
    private final DeviceRepository devices;
    private final SecretHasher hasher;
    private final KeyVerifier verifier;
    private final KeyGenerator generator;
    private final Attributions attributions;

    public RegisterDevice(
            ProvisioningKeyStore keys,
            DeviceRepository devices,
            SecretHasher hasher,
            KeyGenerator generator,
            Attributions attributions) {
        this.keys = keys;
        this.devices = devices;
        this.hasher = hasher;
        this.verifier = new KeyVerifier(hasher);
        this.generator = generator;
        this.attributions = attributions;
    }

    /**
     * Registers the device, durably when this returns {@link Result.Registered}; any other result leaves nothing behind.
     * The provisioning key's limit is never exceeded, and a name is never given twice, however many processes register at
     * once.
     *
     * <p>With an idempotency key, a request that the provisioning key has made in the last {@link
     * RegistrationAttempt#LIFETIME} gives the same device a fresh key, as long as the lost one was never used, and is not
     * counted again.
     *
     * <p>While an administrator has a device's reregistration open, a registration of its name takes its place once: the
     * device keeps its id, and what this doesn't say of it, and its older keys are dead.
     *
     * @throws IllegalArgumentException if the command's key isn't a provisioning key
     */
    public Result execute(Command command) {
        if (command.provisioningKey().kind() != KeyKind.PROVISIONING) {
            throw new IllegalArgumentException("only a provisioning key registers a device");
        }
        Optional<ProvisioningKey> genuine = verify(command.provisioningKey());
        if (genuine.isEmpty()) {
            return new Result.InvalidProvisioningKey();
        }
        Attribution by =
                attributions.to(Actor.provisioningKey(genuine.get().id().value()), command.from());
        ProvisioningKeyStatus status = genuine.get().status(by.at());
        @Nullable RegistrationAttempt attempt = command.attempt();
        if (attempt != null && (status == ProvisioningKeyStatus.ACTIVE || status == ProvisioningKeyStatus.EXHAUSTED)) {
            Optional<PastAttempt> past = find(genuine.get(), attempt, by.at());
            if (past.isPresent()) {
                return repeat(past.get(), attempt, genuine.get(), by);
            }
        }
        if (status != ProvisioningKeyStatus.ACTIVE) {
            return new Result.ProvisioningKeyRefused(status);
        }
        return register(command, attempt, genuine.get(), by);
    }

    private Optional<PastAttempt> find(ProvisioningKey key, RegistrationAttempt attempt, Instant now) {
        return devices.findAttempt(key.id(), attempt.idempotencyKey(), now.minus(RegistrationAttempt.LIFETIME));
    }

    private Result repeat(PastAttempt past, RegistrationAttempt attempt, ProvisioningKey key, Attribution by) {
        if (!past.request().equals(attempt.request())) {
            return new Result.IdempotencyKeyReused();
        }
        if (!past.device().isReplayableAt(by.at())) {
            return new Result.AlreadyRegistered();
        }
        Device device = past.device().device();
        PlainKey fresh = generator.generate(KeyKind.DEVICE, device.id().value());
        Registration registration =
                devices.replay(key.id(), attempt.idempotencyKey(), device.id(), hasher.hash(fresh), by);
        return registration instanceof Registration.Registered
                ? new Result.Registered(device, fresh)
                : refusal(registration);
    }

    private Optional<ProvisioningKey> verify(PlainKey presented) {
        ProvisioningKeyId id = new ProvisioningKeyId(presented.id());
        return keys.findHashed(id)
                .filter(stored -> verifier.verify(
                        presented, stored.hash(), replacement -> keys.replaceHash(id, stored.hash(), replacement)))
                .map(HashedProvisioningKey::key);
    }

    private Result register(
            Command command, @Nullable RegistrationAttempt attempt, ProvisioningKey key, Attribution by) {
        PlainKey deviceKey = generator.generate(KeyKind.DEVICE);
        HashedDevice device = device(command, key, deviceKey, by.at());
        Registration registration =
                attempt == null ? devices.register(device, by) : devices.register(device, attempt, by);
        if (registration instanceof Registration.NameTaken taken) {
            DeviceId replaceable = taken.replaceable();
            if (replaceable != null) {
                Attribution anew = anew(by);
                deviceKey = generator.generate(KeyKind.DEVICE, replaceable.value());
                registration = devices.reregister(device(command, key, deviceKey, anew.at()), attempt, anew);
            }
        }
        if (registration instanceof Registration.Registered) {
            return new Result.Registered(device.device(), deviceKey);
        }
        if (registration instanceof Registration.Reregistered reregistered) {
            return new Result.Registered(reregistered.device(), deviceKey);
        }
        if (registration instanceof Registration.AttemptedBefore && attempt != null) {
            // The same request came at once, and was faster.
            Attribution anew = anew(by);
            Optional<PastAttempt> past = find(key, attempt, anew.at());
            return past.isPresent() ? repeat(past.get(), attempt, key, anew) : new Result.AlreadyRegistered();
        }
        return refusal(registration);
    }

    /** For the next call: one that seems to have changed nothing has perhaps kept its event, if its answer was lost. */
    private Attribution anew(Attribution by) {
        return attributions.to(by.actor(), by.from());
    }

    private HashedDevice device(Command command, ProvisioningKey key, PlainKey deviceKey, Instant now) {
        Device device = new Device(
                new DeviceId(deviceKey.id()),
                key.tenant(),
                command.name(),
                command.location(),
                command.type(),
                command.attributes(),
                DeviceStatus.ACTIVE,
                key.id(),
                now,
                null,
                null,
                command.from());
        @Nullable Instant replayUntil = command.idempotencyKey() == null ? null : now.plus(RegistrationAttempt.LIFETIME);
        return new HashedDevice(device, hasher.hash(deviceKey), null, replayUntil);
    }

    private static Result refusal(Registration registration) {
        if (registration instanceof Registration.NameTaken) {
            return new Result.DeviceNameTaken();
        }
        if (registration instanceof Registration.KeyRefused refused) {
            return new Result.ProvisioningKeyRefused(refused.status());
        }
        if (registration instanceof Registration.KeyUnknown) {
            return new Result.InvalidProvisioningKey();
        }
        return new Result.AlreadyRegistered();
    }
}
