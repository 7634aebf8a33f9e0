package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.persistence.tds.ClientRequest.RpcCall;
import io.deviceregistration.persistence.tds.Column;
import io.deviceregistration.persistence.tds.Parameter;
import io.deviceregistration.persistence.tds.Reply;
import io.deviceregistration.persistence.tds.ScriptedTdsServer;
import io.deviceregistration.persistence.tds.TransactionState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What leaves Microsoft's driver when a store is copied from H2. */
final class SqlServerStoreCopyTest {

    private static final Map<String, Integer> ROWS =
            Map.of("edge_provisioning_keys", 2, "devices", 2, "device_registrations", 1, "audit_events", 4);

    private static final Map<StoredColumn.Kind, String> DECLARED = Map.of(
            StoredColumn.Kind.ID, "uniqueidentifier",
            StoredColumn.Kind.ASCII, "varchar(8000)",
            StoredColumn.Kind.UNICODE, "nvarchar(4000)",
            StoredColumn.Kind.TIME, "datetimeoffset",
            StoredColumn.Kind.NUMBER, "int");

    private final TestDatabase source = TestDatabase.inMemory();
    private final ScriptedTdsServer server = ScriptedTdsServer.start();

    @BeforeEach
    void fill() {
        CopiedStore.fill(source);
        server.when("FROM device_registration_changelog").then(count(1));
        ROWS.forEach((table, rows) -> {
            server.when("SELECT COUNT(*) FROM " + table).then(count(rows));
            server.when("SELECT COUNT(*) FROM " + table).onTime(1).then(count(0));
        });
    }

    @AfterEach
    void close() {
        source.close();
        server.close();
    }

    @Test
    void each_value_is_declared_as_its_column_is() {
        copy();
        for (StoredTable table : StoredTable.ALL) {
            List<RpcCall> rows = server.calls("INSERT INTO " + table.name());
            assertThat(rows).as(table.name()).hasSize(ROWS.get(table.name()));
            List<String> declared = table.columns().stream()
                    .map(column -> DECLARED.get(column.kind()))
                    .toList();
            assertThat(rows)
                    .allSatisfy(row -> assertThat(row.parameters())
                            .extracting(Parameter::declared)
                            .isEqualTo(declared));
        }
    }

    @Test
    void values_go_as_they_are_in_one_transaction() {
        copy();
        assertThat(server.calls("INSERT INTO devices"))
                .filteredOn(call -> call.parameters()
                        .get(0)
                        .value()
                        .equals(CopiedStore.DEVICE.device().id().value()))
                .singleElement()
                .satisfies(row -> assertThat(row.parameters())
                        .extracting(Parameter::value)
                        .contains("Pumpe Ä 😀", "Halle 3", "2001:db8::7"));
        assertThat(server.transactions()).containsOnlyOnce(TransactionState.COMMITTED);
    }

    @Test
    void nothing_is_committed_after_an_error() {
        server.when("INSERT INTO audit_events").thenError(1205, 13, 13, "deadlocked");
        assertThatExceptionOfType(CannotCopyStoreException.class)
                .isThrownBy(this::copy)
                .withMessageEndingWith("where no row is kept: error 1205, SQLSTATE 40001");
        assertThat(server.transactions())
                .contains(TransactionState.ROLLED_BACK)
                .doesNotContain(TransactionState.COMMITTED);
    }

    @Test
    void nothing_is_committed_of_what_another_wrote_to_meanwhile() {
        server.when("SELECT COUNT(*) FROM devices").onTime(2).then(count(3));
        assertThatExceptionOfType(CannotCopyStoreException.class)
                .isThrownBy(this::copy)
                .withMessageContaining("was written to by another meanwhile");
        assertThat(server.transactions()).doesNotContain(TransactionState.COMMITTED);
    }

    private void copy() {
        StoreCopy.of(source.settings(), ScriptedStore.settings(server, "")).run();
    }

    private static Reply count(int rows) {
        return Reply.rows(Column.integer("")).row(rows);
    }
}
