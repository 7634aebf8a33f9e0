package io.deviceregistration.persistence.store;

import static io.deviceregistration.persistence.store.StoredColumn.ascii;
import static io.deviceregistration.persistence.store.StoredColumn.id;
import static io.deviceregistration.persistence.store.StoredColumn.number;
import static io.deviceregistration.persistence.store.StoredColumn.time;
import static io.deviceregistration.persistence.store.StoredColumn.unicode;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A table of the store with all of its columns, as the change sets have made them. */
record StoredTable(String name, List<StoredColumn> columns) {

    /** All of them; what a row refers to stands in a table before its own. */
    static final List<StoredTable> ALL = List.of(
            new StoredTable(
                    "edge_provisioning_keys",
                    List.of(
                            id("id"),
                            ascii("tenant_id"),
                            unicode("label"),
                            ascii("key_hash"),
                            time("created_at"),
                            unicode("created_by"),
                            time("expires_at"),
                            time("revoked_at"),
                            unicode("revoked_by"),
                            number("max_registrations"),
                            number("registrations"),
                            time("last_used_at"))),
            new StoredTable(
                    "devices",
                    List.of(
                            id("id"),
                            ascii("tenant_id"),
                            unicode("name"),
                            unicode("name_key"),
                            unicode("location"),
                            unicode("type"),
                            unicode("attributes"),
                            ascii("status"),
                            ascii("key_hash"),
                            id("provisioning_key_id"),
                            time("registered_at"),
                            time("last_seen_at"),
                            ascii("previous_key_hash"),
                            time("previous_key_until"),
                            time("replay_until"),
                            time("reregistration_until"),
                            ascii("registered_from"))),
            new StoredTable(
                    "device_registrations",
                    List.of(
                            id("provisioning_key_id"),
                            ascii("idempotency_key_hash"),
                            ascii("request_hash"),
                            id("device_id"),
                            time("registered_at"))),
            new StoredTable(
                    "audit_events",
                    List.of(
                            ascii("tenant_id"),
                            time("occurred_at"),
                            id("id"),
                            ascii("action"),
                            ascii("actor_type"),
                            unicode("actor_id"),
                            id("object_id"),
                            unicode("object_name"),
                            ascii("client_address"))));

    /** Answers with the table's columns, whatever they are, and no row. */
    String shape() {
        return "SELECT * FROM " + name + " WHERE 1 = 0";
    }

    String count() {
        return "SELECT COUNT(*) FROM " + name;
    }

    String select() {
        return "SELECT " + names() + " FROM " + name;
    }

    String insert() {
        return "INSERT INTO " + name + " (" + names() + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
    }

    private String names() {
        return columns.stream().map(StoredColumn::name).collect(Collectors.joining(", "));
    }

    /** Binds a row of {@link #select} to {@link #insert}, as this database has its parameters. */
    void copy(ResultSet row, PreparedStatement insert, Dialect dialect) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).copy(row, insert, i + 1, dialect);
        }
    }
}
