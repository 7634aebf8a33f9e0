package io.deviceregistration.core.provisioningkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.HashingOverloadedException;
import io.deviceregistration.core.key.KeyGenerator;
import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.ForwardingProvisioningKeyStore;
import io.deviceregistration.core.testkit.InMemoryStores;
import io.deviceregistration.core.testkit.MutableClock;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.value.InvalidValueException;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class CreateProvisioningKeyTest {

    private static final Instant NOW = Instant.parse("2024-02-29T12:00:00.123Z");
    private static final Administrator ADA = new Administrator(new TenantId("acme"), new Subject("ada"));
    private static final StoredHash HASH = StoredHash.of("$s$hash");

    private final ProvisioningKeyStore keys = new InMemoryStores().keys();
    private final MutableClock clock = MutableClock.at(NOW.plusNanos(456_789));

    private PlainKey hashed = new KeyGenerator(new SecureRandom()).generate(KeyKind.PROVISIONING);

    @Test
    void stores_a_key_of_the_administrators_tenant() {
        CreateProvisioningKey.Command command = new CreateProvisioningKey.Command(
                ADA, new Label("Building 7"), new Expiry(NOW.plusSeconds(1)), new RegistrationLimit(3));

        CreateProvisioningKey.Result result = over(keys).execute(command);

        assertThat(result.key())
                .isEqualTo(new ProvisioningKey(
                        new ProvisioningKeyId(result.plainKey().id()),
                        new TenantId("acme"),
                        new Label("Building 7"),
                        NOW,
                        new Subject("ada"),
                        new Expiry(NOW.plusSeconds(1)),
                        new RegistrationLimit(3),
                        0,
                        null,
                        null));
        assertThat(keys.findHashed(result.key().id())).contains(new HashedProvisioningKey(result.key(), HASH));
    }

    @Test
    void stores_a_key_without_expiry_and_limit() {
        ProvisioningKey key = over(keys).execute(command()).key();

        assertThat(key.expiry()).isNull();
        assertThat(key.limit()).isNull();
        assertThat(keys.find(ADA.tenant(), key.id())).contains(key);
    }

    @Test
    void refuses_an_expiry_that_is_not_in_the_future_and_stores_nothing() {
        for (Instant past : new Instant[] {NOW, NOW.minusMillis(1), Instant.MIN}) {
            CreateProvisioningKey.Command command =
                    new CreateProvisioningKey.Command(ADA, new Label("late"), new Expiry(past), null);

            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> over(keys).execute(command))
                    .withMessage("expiry must be in the future");
        }
        assertThat(keys.list(ADA.tenant(), null, NOW, PageRequest.first(1)).items())
                .isEmpty();
    }

    @Test
    void takes_an_expiry_in_a_millisecond() {
        CreateProvisioningKey.Command command =
                new CreateProvisioningKey.Command(ADA, new Label("brief"), new Expiry(NOW.plusMillis(1)), null);

        ProvisioningKey key = over(keys).execute(command).key();

        assertThat(key.status(key.createdAt())).isEqualTo(ProvisioningKeyStatus.ACTIVE);
    }

    @Test
    void gives_the_key_whose_hash_it_stored() {
        PlainKey plainKey = over(keys).execute(command()).plainKey();

        assertThat(plainKey).isEqualTo(hashed);
        assertThat(plainKey.kind()).isEqualTo(KeyKind.PROVISIONING);
    }

    @Test
    void makes_another_key_each_time() {
        CreateProvisioningKey create = over(keys);

        assertThat(create.execute(command()).plainKey())
                .isNotEqualTo(create.execute(command()).plainKey());
    }

    @Test
    void never_shows_the_key_in_a_text() {
        CreateProvisioningKey.Result result = over(keys).execute(command());

        assertThat(result.toString()).doesNotContain(result.plainKey().reveal().substring(30, 82));
    }

    @Test
    void passes_on_that_the_store_failed() {
        ProvisioningKeyStore failing = new ForwardingProvisioningKeyStore(keys) {
            @Override
            public void insert(HashedProvisioningKey key, Attribution by) {
                throw new StorageException("full");
            }
        };

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> over(failing).execute(command()));
    }

    @Test
    void stores_nothing_if_the_key_can_not_be_hashed() {
        SecretHasher busy = new SecretHasher() {
            @Override
            public StoredHash hash(PlainKey key) {
                throw new HashingOverloadedException("busy");
            }

            @Override
            public HashCheck check(PlainKey key, StoredHash stored) {
                throw new HashingOverloadedException("busy");
            }
        };
        CreateProvisioningKey create = new CreateProvisioningKey(
                keys, busy, new KeyGenerator(new SecureRandom()), SampleAttribution.by(clock));

        assertThatExceptionOfType(HashingOverloadedException.class).isThrownBy(() -> create.execute(command()));
        assertThat(keys.list(ADA.tenant(), null, NOW, PageRequest.first(1)).items())
                .isEmpty();
    }

    private static CreateProvisioningKey.Command command() {
        return new CreateProvisioningKey.Command(ADA, new Label("Building 7"), null, null);
    }

    private CreateProvisioningKey over(ProvisioningKeyStore store) {
        SecretHasher hasher = new SecretHasher() {
            @Override
            public StoredHash hash(PlainKey key) {
                hashed = key;
                return HASH;
            }

            @Override
            public HashCheck check(PlainKey key, StoredHash stored) {
                return HashCheck.MISMATCH;
            }
        };
        return new CreateProvisioningKey(
                store, hasher, new KeyGenerator(new SecureRandom()), SampleAttribution.by(clock));
    }
}
