package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.device.Change;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceChange;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.Location;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.provisioningkey.ProvisioningKey.Revocation;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.core.value.Sha256;
import io.deviceregistration.persistence.tds.ScriptedTdsServer;
import io.deviceregistration.persistence.tds.TransactionState;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether a change that is tried again keeps its event once, be it that the first try was committed or not. */
final class SqlServerAuditInDoubtTest {

    private static final HashedProvisioningKey HASHED_KEY =
            SampleProvisioningKey.of("demo").build();
    private static final HashedDevice HASHED =
            SampleDevice.with(HASHED_KEY.key()).build();
    private static final Device DEVICE = HASHED.device();
    private static final DeviceId ID = DEVICE.id();
    private static final TenantId TENANT = DEVICE.tenant();
    private static final StoredHash HASH = StoredHash.of("$sample$1");
    private static final Attribution BY = SampleAttribution.any();

    private final ScriptedStore store = ScriptedStore.open();
    private final ScriptedTdsServer server = store.server();

    /** Changes that find the same to change a second time. */
    static Stream<Named<Consumer<ScriptedStore>>> repeatable() {
        DeviceChange moved = new DeviceChange(Change.to(new Location("Köln")), Change.none(), null);
        return Stream.of(
                change("describe", store -> store.devices().describe(TENANT, ID, moved, BY)),
                change("replaceKey", store -> store.devices().replaceKey(TENANT, ID, HASH, BY)),
                change("rotateKey", store -> store.devices().rotateKey(ID, HASHED.keyHash(), HASH, BY.at(), BY)),
                change("openReregistration", store -> store.devices().openReregistration(TENANT, ID, BY.at(), BY)),
                change(
                        "replay",
                        store -> assertThat(store.devices()
                                        .replay(DEVICE.provisioningKey(), Sha256.of("attempt"), ID, HASH, BY))
                                .isEqualTo(new Registration.Registered())),
                change(
                        "relabel",
                        store -> store.keys().relabel(TENANT, HASHED_KEY.key().id(), new Label("x"), BY)));
    }

    /** All changes: where the first try was not committed, each finds as much to change as it did. */
    static Stream<Named<Consumer<ScriptedStore>>> all() {
        return Stream.concat(
                repeatable(),
                Stream.of(
                        change("insert", store -> store.keys().insert(HASHED_KEY, BY)),
                        change(
                                "revoke",
                                store -> store.keys()
                                        .revoke(
                                                TENANT,
                                                HASHED_KEY.key().id(),
                                                new Revocation(BY.at(), new Subject("ada")),
                                                BY)),
                        change("register", store -> store.devices().register(HASHED, BY)),
                        change("reregister", store -> store.devices().reregister(HASHED, null, BY)),
                        change(
                                "changeStatus",
                                store -> store.devices().changeStatus(TENANT, ID, DeviceStatus.DISABLED, BY)),
                        change("closeReregistration", store -> store.devices().closeReregistration(TENANT, ID, BY)),
                        change("delete", store -> store.devices().delete(TENANT, ID, BY))));
    }

    private static Named<Consumer<ScriptedStore>> change(String name, Consumer<ScriptedStore> change) {
        return Named.of(name, change);
    }

    @BeforeEach
    void fill() {
        server.when("SELECT id, tenant_id, name").then(ScriptedRows.of(HASHED));
        server.when("SELECT id, tenant_id, label").then(ScriptedRows.of(HASHED_KEY));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @MethodSource("repeatable")
    void an_event_whose_commit_was_not_confirmed_is_found_and_not_kept_again(Consumer<ScriptedStore> change) {
        server.whenCommit().onTime(1).thenDoAndCutConnection();
        server.when("SELECT id FROM audit_events").then(ScriptedRows.id(BY.id()));
        change.accept(store);
        assertThat(store.sent()).endsWith(SentAuditEvent.find(BY, "demo") + "COMMIT\n");
        assertThat(server.calls("INSERT INTO audit_events")).hasSize(1);
        assertThat(store.transactions()).containsExactly(TransactionState.COMMITTED, TransactionState.COMMITTED);
    }

    @ParameterizedTest
    @MethodSource("all")
    void an_event_whose_commit_did_not_arrive_is_looked_for_and_kept(Consumer<ScriptedStore> change) {
        server.whenCommit().onTime(1).thenCutConnection();
        change.accept(store);
        assertThat(store.sent()).contains(SentAuditEvent.find(BY, "demo") + "INSERT INTO audit_events ");
        assertThat(server.calls("INSERT INTO audit_events")).hasSize(2);
        assertThat(store.transactions()).containsExactly(TransactionState.ROLLED_BACK, TransactionState.COMMITTED);
    }

    @ParameterizedTest
    @MethodSource("all")
    void an_event_of_a_deadlock_s_victim_is_kept_without_a_look(Consumer<ScriptedStore> change) {
        server.when("INSERT INTO audit_events").onTime(1).then(new SqlServerError(1205, 13).reply());
        change.accept(store);
        assertThat(server.calls("SELECT id FROM audit_events")).isEmpty();
        assertThat(server.calls("INSERT INTO audit_events")).hasSize(2);
        assertThat(store.transactions()).containsExactly(TransactionState.ROLLED_BACK, TransactionState.COMMITTED);
    }
}
