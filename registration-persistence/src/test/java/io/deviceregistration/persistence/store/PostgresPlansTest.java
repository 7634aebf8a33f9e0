package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceFilter;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceNamePrefix;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.RegistrationAttempt;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.core.value.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How PostgreSQL finds rows among 200,000 devices of 1,000 provisioning keys: by indexes alone. It counts itself how
 * often a table was read from end to end. Each call is made often enough for its statements to be prepared on the server
 * and planned without regard to their values as well.
 */
final class PostgresPlansTest {

    private static final int KEYS = 1_000;
    private static final int DEVICES = 200_000;

    /** So many of the devices can be registered again. */
    private static final int ATTEMPTS = 100_000;

    /** The driver prepares at the 5th run, and the server plans for all values from 5 runs later on. */
    private static final int RUNS = 12;

    private static final Instant FILLED_FROM = Instant.parse("2026-01-01T00:00:00Z");

    private static final TenantId TENANT = new TenantId("tenant-7");

    private static final TestDatabase DATABASE = TestDatabase.onPostgres();
    private static DatabaseStore store;
    private static ProvisioningKey key;

    @BeforeAll
    static void fill() {
        DATABASE.open().close();
        DATABASE.run("""
                INSERT INTO edge_provisioning_keys (id, tenant_id, label, key_hash, created_at, created_by, registrations)
                SELECT md5('key ' || n)::uuid, 'tenant-' || n %% 10, 'Key ' || n, '$test$hash', now(), 'alice', 1000
                FROM generate_series(0, %d - 1) n
                """.formatted(KEYS));
        DATABASE.run("""
                INSERT INTO devices (id, tenant_id, name, name_key, attributes, status, key_hash, provisioning_key_id,
                    registered_at)
                SELECT md5('device ' || n)::uuid, 'tenant-' || n %% 10, 'Device ' || n, 'device ' || n, '{}', 'active',
                    '$test$hash', md5('key ' || n %% %d)::uuid, timestamptz '2026-01-01 00:00Z' + n * interval '1 second'
                FROM generate_series(0, %d - 1) n
                """.formatted(KEYS, DEVICES));
        DATABASE.run("""
                INSERT INTO device_registrations (provisioning_key_id, idempotency_key_hash, request_hash, device_id,
                    registered_at)
                SELECT md5('key ' || n %% %d)::uuid, encode(sha256(('attempt ' || n)::bytea), 'hex'), repeat('a', 64),
                    md5('device ' || n)::uuid, timestamptz '2026-01-01 00:00Z' + n * interval '1 second'
                FROM generate_series(0, %d - 1) n
                """.formatted(KEYS, ATTEMPTS));
        DATABASE.run("VACUUM ANALYZE devices");
        DATABASE.run("VACUUM ANALYZE device_registrations");
        DATABASE.run("VACUUM ANALYZE edge_provisioning_keys");
        store = DatabaseStore.open(DATABASE.settings().withPoolSize(1));
        key = store.provisioningKeys()
                .find(TENANT, new ProvisioningKeyId(id("key 7")))
                .orElseThrow();
    }

    @AfterAll
    static void close() {
        store.close();
        DATABASE.close();
    }

    @Test
    void registering_uses_indexes() {
        assertUsesIndexes("edge_provisioning_keys", run -> {
            store.provisioningKeys().findHashed(key.id());
            HashedDevice device = SampleDevice.with(key).name("New " + run).build();
            assertThat(store.devices().register(device, SampleAttribution.any()))
                    .isEqualTo(new Registration.Registered());
        });
    }

    @Test
    void refusing_a_name_uses_indexes() {
        assertUsesIndexes("devices", run -> {
            HashedDevice device =
                    SampleDevice.with(key).name("DEVICE " + (run * 10 + 7)).build();
            assertThat(store.devices().register(device, SampleAttribution.any()))
                    .isEqualTo(new Registration.NameTaken());
        });
    }

    @Test
    void authenticating_uses_an_index() {
        assertUsesIndexes("devices", run -> {
            DeviceId id = new DeviceId(id("device " + run));
            assertThat(store.devices().findHashed(id)).isPresent();
            store.devices()
                    .recordSeen(Map.of(id, Instant.parse("2026-11-24T00:00:00Z").plusSeconds(run)));
        });
    }

    @Test
    void listing_uses_indexes_on_every_page() {
        assertUsesIndexes("devices", run -> {
            assertReadsOn(DeviceFilter.ALL);
            assertReadsOn(new DeviceFilter(key.id(), null, null, null));
            assertReadsOn(new DeviceFilter(null, null, new DeviceNamePrefix("Device 12"), null));
        });
    }

    @Test
    void looking_for_an_attempt_uses_an_index() {
        assertUsesIndexes("device_registrations", run -> {
            int attempt = run * KEYS + 7;
            assertThat(store.devices().findAttempt(key.id(), Sha256.of("attempt " + attempt), Instant.EPOCH))
                    .isPresent();
        });
    }

    @Test
    void registering_by_an_attempt_and_replaying_it_uses_indexes() {
        assertUsesIndexes("device_registrations", run -> {
            RegistrationAttempt attempt = new RegistrationAttempt(Sha256.of("new " + run), Sha256.of("request"));
            HashedDevice device = SampleDevice.with(key)
                    .name("Attempted " + run)
                    .registeredAt(FILLED_FROM)
                    .replayUntil(FILLED_FROM.plusSeconds(1))
                    .build();
            assertThat(store.devices().register(device, attempt, SampleAttribution.any()))
                    .isEqualTo(new Registration.Registered());
            assertThat(store.devices().register(device(run), attempt, SampleAttribution.any()))
                    .isEqualTo(new Registration.AttemptedBefore());
            StoredHash fresh = SampleProvisioningKey.hash();
            assertThat(store.devices()
                            .replay(
                                    key.id(),
                                    attempt.idempotencyKey(),
                                    device.device().id(),
                                    fresh,
                                    SampleAttribution.at(FILLED_FROM)))
                    .isEqualTo(new Registration.Registered());
        });
    }

    @Test
    void clearing_outdated_attempts_uses_indexes() {
        assertUsesIndexes("device_registrations", run -> {
            HashedDevice device = SampleDevice.with(key)
                    .name("A day later " + run)
                    .registeredAt(FILLED_FROM.plus(RegistrationAttempt.LIFETIME).plusSeconds(3600L * run))
                    .build();
            RegistrationAttempt attempt = new RegistrationAttempt(Sha256.of("later " + run), Sha256.of("request"));
            assertThat(store.devices().register(device, attempt, SampleAttribution.any()))
                    .isEqualTo(new Registration.Registered());
        });
        assertThat(DATABASE.count("SELECT COUNT(*) FROM device_registrations WHERE registered_at < timestamptz '"
                        + FILLED_FROM.plusSeconds(60) + "'"))
                .as("attempts that are cleared")
                .isZero();
    }

    @Test
    void taking_a_device_s_place_uses_indexes() {
        assertUsesIndexes("devices", run -> {
            DeviceId id = new DeviceId(id("device " + (run * 10 + 107)));
            Instant until = FILLED_FROM.plusSeconds(3600);
            assertThat(store.devices().openReregistration(TENANT, id, until, SampleAttribution.any()))
                    .isPresent();
            HashedDevice newcomer = SampleDevice.with(key)
                    .name("DEVICE " + (run * 10 + 107))
                    .registeredAt(FILLED_FROM)
                    .build();
            assertThat(store.devices().register(newcomer, SampleAttribution.any()))
                    .isEqualTo(new Registration.NameTaken(id));
            HashedDevice replacing =
                    SampleDevice.with(key).id(id).registeredAt(FILLED_FROM).build();
            RegistrationAttempt attempt = new RegistrationAttempt(Sha256.of("place " + run), Sha256.of("request"));
            assertThat(store.devices().reregister(replacing, attempt, SampleAttribution.any()))
                    .isInstanceOf(Registration.Reregistered.class);
        });
    }

    @Test
    void deleting_a_device_and_its_attempt_uses_indexes() {
        assertUsesIndexes("device_registrations", run -> {
            DeviceId id = new DeviceId(id("device " + (50_007 + run * 10)));
            assertThat(store.devices().delete(TENANT, id, SampleAttribution.any()))
                    .isTrue();
        });
    }

    private static HashedDevice device(int run) {
        return SampleDevice.with(key)
                .name("Attempted again " + run)
                .registeredAt(FILLED_FROM)
                .build();
    }

    private static void assertReadsOn(DeviceFilter filter) {
        Page<Device> first = store.devices().list(TENANT, filter, PageRequest.first(20));
        assertThat(first.items()).hasSize(20);
        assertThat(store.devices()
                        .list(TENANT, filter, new PageRequest(20, first.next()))
                        .items())
                .hasSize(20);
    }

    private interface Call {
        void run(int number);
    }

    /** Makes the call until PostgreSQL has counted that often that it looked into an index of the table. */
    private static void assertUsesIndexes(String table, Call call) {
        long lookups = lookups(table);
        long fullReads = fullReads();
        for (int run = 0; run < RUNS; run++) {
            call.run(run);
        }
        // What a session counts, others see when the session ends.
        store.close();
        for (int tries = 0; lookups(table) < lookups + RUNS && tries < 500; tries++) {
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(lookups(table)).as("index lookups").isGreaterThanOrEqualTo(lookups + RUNS);
        assertThat(fullReads()).as("tables read from end to end").isEqualTo(fullReads);
        store = DatabaseStore.open(DATABASE.settings().withPoolSize(1));
    }

    private static long lookups(String table) {
        return DATABASE.count("SELECT idx_scan FROM pg_stat_user_tables WHERE relname = '" + table + "'");
    }

    private static long fullReads() {
        return DATABASE.count("SELECT SUM(seq_scan) FROM pg_stat_user_tables"
                + " WHERE relname IN ('devices', 'device_registrations', 'edge_provisioning_keys')");
    }

    /** As PostgreSQL's {@code md5(...)::uuid} makes it. */
    private static UUID id(String text) {
        try {
            var bytes = ByteBuffer.wrap(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
            return new UUID(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
