package io.deviceregistration.persistence.store;

import io.deviceregistration.core.audit.AuditLog;
import io.deviceregistration.core.device.DeviceRepository;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import io.deviceregistration.persistence.tds.ClientRequest.Statement;
import io.deviceregistration.persistence.tds.ScriptedTdsServer;
import io.deviceregistration.persistence.tds.TransactionState;
import java.util.List;

/** The store, through Microsoft's driver, on an endpoint that answers as a test has it. Its pool has one connection. */
final class ScriptedStore implements AutoCloseable {

    static final String PASSWORD = "hush-hush";

    /** What the driver asks when the pool wants to know whether a connection that was idle is alive. */
    static final String ALIVE = "SELECT 1";

    private final ScriptedTdsServer server;
    private final DatabaseStore store;
    private final int greetings;

    private ScriptedStore(ScriptedTdsServer server, String properties) {
        this.server = server;
        this.store = DatabaseStore.open(settings(server, properties));
        this.greetings = server.requests(Statement.class).size();
    }

    static ScriptedStore open() {
        return open("");
    }

    /** @param properties of the URL, each after a semicolon */
    static ScriptedStore open(String properties) {
        return new ScriptedStore(ScriptedTdsServer.start(), properties);
    }

    static StoreSettings settings(ScriptedTdsServer server, String properties) {
        return StoreSettings.of(server.url() + properties)
                .withCredentials("app", PASSWORD)
                .withPoolSize(1);
    }

    ScriptedTdsServer server() {
        return server;
    }

    ProvisioningKeyStore keys() {
        return store.provisioningKeys();
    }

    DeviceRepository devices() {
        return store.devices();
    }

    AuditLog audit() {
        return store.audit();
    }

    /** What calls have sent, as {@link SentText} writes it. */
    String sent() {
        List<Statement> statements = server.requests(Statement.class);
        return SentText.of(statements.subList(greetings, statements.size()));
    }

    /** What became of the transactions, in their order; waits for those whose connection the pool is giving up. */
    List<TransactionState> transactions() {
        server.await(any -> !server.transactions().contains(TransactionState.OPEN));
        return server.transactions();
    }

    @Override
    public void close() {
        store.close();
        server.close();
    }
}
