package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.RegistrationAttempt;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.core.value.Sha256;
import io.deviceregistration.persistence.tds.ClientRequest;
import io.deviceregistration.persistence.tds.ClientRequest.RpcCall;
import io.deviceregistration.persistence.tds.Stall;
import io.deviceregistration.persistence.tds.TransactionState;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What leaves Microsoft's driver when two devices register while a third is counted on the key that they share. */
@Timeout(60)
final class SqlServerRegistrationGroupTest {

    private static final ProvisioningKey KEY = SampleProvisioningKey.of("demo")
            .id(new ProvisioningKeyId(UUID.fromString("11111111-1111-1111-1111-111111111111")))
            .build()
            .key();
    private static final HashedDevice FIRST = SampleDevice.with(KEY).build();
    private static final HashedDevice PUMP = SampleDevice.with(KEY)
            .id(new DeviceId(UUID.fromString("22222222-2222-2222-2222-222222222222")))
            .name("Pumpe Ü")
            .registeredAt(SampleDevice.REGISTERED_AT.plusMillis(1))
            .hash(StoredHash.of("$sample$1"))
            .build();
    private static final HashedDevice FAN = SampleDevice.with(KEY)
            .id(new DeviceId(UUID.fromString("33333333-3333-3333-3333-333333333333")))
            .name("Fan 😀")
            .hash(StoredHash.of("$sample$2"))
            .build();
    private static final Registration REGISTERED = new Registration.Registered();

    private final Attribution byPump = SampleAttribution.any();
    private final Attribution byFan = SampleAttribution.any();
    private final ScriptedStore store = ScriptedStore.open();

    @AfterEach
    void close() {
        store.close();
    }

    /** The names in the order in which they are locked, whatever the database's is. */
    @Test
    void they_are_counted_in_one_statement_and_inserted_in_one_transaction() throws Exception {
        assertThat(registerTogether(
                        () -> store.devices().register(FIRST, SampleAttribution.any()),
                        () -> store.devices().register(PUMP, byPump),
                        () -> store.devices().register(FAN, byFan)))
                .containsOnly(REGISTERED);
        assertThat(store.sent())
                .endsWith("""
                COMMIT
                BEGIN
                UPDATE edge_provisioning_keys SET registrations = registrations + @P0,
                last_used_at = CASE WHEN last_used_at > @P1 THEN last_used_at ELSE @P2 END
                WHERE id = @P3 AND tenant_id = @P4 AND revoked_at IS NULL
                AND (expires_at IS NULL OR expires_at > @P5)
                AND (max_registrations IS NULL OR registrations <= max_registrations - @P6)
                    @P0  int              2
                    @P1  datetimeoffset   2024-03-10T02:29:59.994Z
                    @P2  datetimeoffset   2024-03-10T02:29:59.994Z
                    @P3  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P4  varchar(8000)    demo
                    @P5  datetimeoffset   2024-03-10T02:29:59.994Z
                    @P6  int              2
                """ + insert(FAN, "fan 😀") + insert(PUMP, "pumpe ü")
                        + SentAuditEvent.insert(byPump, "device_registered", PUMP.device())
                        + SentAuditEvent.insert(byFan, "device_registered", FAN.device()) + "COMMIT\n");
        assertThat(store.transactions()).containsExactly(TransactionState.COMMITTED, TransactionState.COMMITTED);
    }

    @Test
    void what_they_are_known_again_by_takes_the_place_of_what_is_outdated() throws Exception {
        assertThat(registerTogether(
                        () -> store.devices().register(FIRST, attempt("0"), SampleAttribution.any()),
                        () -> store.devices().register(PUMP, attempt("1"), byPump),
                        () -> store.devices().register(FAN, attempt("2"), byFan)))
                .containsOnly(REGISTERED);
        List<RpcCall> calls = store.server().calls("device_registrations");
        assertThat(calls.subList(calls.size() - 4, calls.size()))
                .extracting(call -> call.sql().strip().split(" ", 2)[0] + " "
                        + call.parameters().get(1).value())
                .containsExactly(
                        "DELETE " + Sha256.of("1").hex(),
                        "DELETE " + Sha256.of("2").hex(),
                        "INSERT " + Sha256.of("1").hex(),
                        "INSERT " + Sha256.of("2").hex());
        assertThat(store.transactions()).containsExactly(TransactionState.COMMITTED, TransactionState.COMMITTED);
    }

    @Test
    void each_is_tried_by_itself_if_the_name_of_one_is_taken() throws Exception {
        store.server().when(request -> inserts(request, PUMP)).then(new SqlServerError(2627, 14).reply());
        assertThat(registerTogether(
                        () -> store.devices().register(FIRST, SampleAttribution.any()),
                        () -> store.devices().register(PUMP, byPump),
                        () -> store.devices().register(FAN, byFan)))
                .containsExactly(REGISTERED, new Registration.NameTaken(), REGISTERED);
        assertThat(store.transactions().subList(0, 2))
                .containsExactly(TransactionState.COMMITTED, TransactionState.ROLLED_BACK);
        assertThat(store.transactions().subList(2, 4))
                .containsExactlyInAnyOrder(TransactionState.COMMITTED, TransactionState.ROLLED_BACK);
        assertThat(store.server().calls("INSERT INTO audit_events")).hasSize(2);
    }

    private List<Registration> registerTogether(
            Callable<Registration> first, Callable<Registration> second, Callable<Registration> third)
            throws Exception {
        Stall stall =
                store.server().when("UPDATE edge_provisioning_keys").onTime(1).thenStall();
        List<Caller<Registration>> callers = List.of(Caller.start(first), Caller.start(second), Caller.start(third));
        stall.release();
        return Caller.results(callers);
    }

    private static RegistrationAttempt attempt(String idempotencyKey) {
        return new RegistrationAttempt(Sha256.of(idempotencyKey), Sha256.of("request"));
    }

    private static boolean inserts(ClientRequest request, HashedDevice device) {
        return request instanceof RpcCall call
                && call.executes()
                && call.sql().contains("INSERT INTO devices")
                && call.parameters().get(0).value().equals(device.device().id().value());
    }

    private static String insert(HashedDevice hashed, String folded) {
        return """
                INSERT INTO devices (id, tenant_id, name, name_key, location, type, attributes, status, key_hash,
                provisioning_key_id, registered_at, registered_from, last_seen_at, replay_until)
                VALUES (@P0, @P1, @P2, @P3, @P4, @P5, @P6, @P7, @P8,
                @P9, @P10, @P11, @P12, @P13)
                    @P0  uniqueidentifier %s
                    @P1  varchar(8000)    demo
                    @P2  nvarchar(4000)   %s
                    @P3  nvarchar(4000)   %s
                    @P4  nvarchar(4000)   null
                    @P5  nvarchar(4000)   null
                    @P6  nvarchar(4000)   {}
                    @P7  varchar(8000)    active
                    @P8  varchar(8000)    %s
                    @P9  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P10 datetimeoffset   %s
                    @P11 varchar(8000)    null
                    @P12 datetimeoffset   null
                    @P13 datetimeoffset   null
                """.formatted(
                        hashed.device().id().value(),
                        hashed.device().name().value(),
                        folded,
                        hashed.keyHash().reveal(),
                        hashed.device().registeredAt());
    }
}
