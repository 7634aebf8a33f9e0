package io.deviceregistration.core.provisioningkey;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.Attributions;
import io.deviceregistration.core.key.KeyGenerator;
import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.stereotype.UseCase;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.value.InvalidValueException;
import io.deviceregistration.core.value.InvalidValueException.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates a provisioning key for the administrator's tenant. */
@UseCase
public final class CreateProvisioningKey {

    /**
     * What to create.
     *
     * @param expiry when the key expires, in the future; null: never
     * @param limit null: registers any number of devices
     */
    public record Command(
            Administrator by,
            Label label,
            @Nullable Expiry expiry,
            @Nullable RegistrationLimit limit) {}

    /**
     * The new key.
     *
     * @param plainKey the key itself, which is nowhere stored and can't be had again
     */
    public record Result(ProvisioningKey key, PlainKey plainKey) {}

    private final ProvisioningKeyStore keys;
    private final SecretHasher hasher;
    private final KeyGenerator generator;
    private final Attributions attributions;

    public CreateProvisioningKey(
            ProvisioningKeyStore keys, SecretHasher hasher, KeyGenerator generator, Attributions attributions) {
        this.keys = keys;
        this.hasher = hasher;
        this.generator = generator;
        this.attributions = attributions;
    }

    /**
     * The key is stored when this returns.
     *
     * @throws InvalidValueException if the expiry isn't in the future; its problem's path is {@code expiry}
     */
    public Result execute(Command command) {
        Attribution by = attributions.to(command.by());
        Instant now = by.at();
        Expiry expiry = command.expiry();
        if (expiry != null && expiry.hasCome(now)) {
            throw new InvalidValueException(List.of(new Problem(List.of("expiry"), Expiry.NOT_IN_THE_FUTURE)));
        }
        PlainKey plainKey = generator.generate(KeyKind.PROVISIONING);
        ProvisioningKey key = new ProvisioningKey(
                new ProvisioningKeyId(plainKey.id()),
                command.by().tenant(),
                command.label(),
                now,
                command.by().subject(),
                expiry,
                command.limit(),
                0,
                null,
                null);
        keys.insert(new HashedProvisioningKey(key, hasher.hash(plainKey)), by);
        return new Result(key, plainKey);
    }
}
