package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.provisioningkey.ProvisioningKey.Revocation;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What leaves Microsoft's driver when provisioning keys are kept, word for word, with the types that it declares. */
final class SqlServerKeyStatementsTest {

    private static final TenantId TENANT = new TenantId("demo");
    private static final ProvisioningKeyId ID =
            new ProvisioningKeyId(UUID.fromString("11111111-1111-1111-1111-111111111111"));
    private static final StoredHash HASH = StoredHash.of("$sample$1");

    private static final Attribution BY = SampleAttribution.any();

    private static final String FIND = """
            SELECT id, tenant_id, label, key_hash, created_at, created_by, expires_at, revoked_at, revoked_by,
            max_registrations, registrations, last_used_at
            FROM edge_provisioning_keys WHERE id = @P0 AND tenant_id = @P1
                @P0  uniqueidentifier 11111111-1111-1111-1111-111111111111
                @P1  varchar(8000)    demo
            """;

    private final HashedProvisioningKey key =
            SampleProvisioningKey.of("demo").id(ID).label("Büro 😀").build();
    private final ScriptedStore store = ScriptedStore.open();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void insert_sends_people_s_words_as_unicode_and_all_else_as_its_column_is() {
        store.keys()
                .insert(
                        SampleProvisioningKey.of("demo")
                                .id(ID)
                                .label("Büro 😀")
                                .createdBy("ada")
                                .expiresAt(Instant.parse("2025-01-01T00:00:00.001Z"))
                                .revoked(Instant.parse("2024-06-01T10:00:00.002Z"), "bob 😀")
                                .limit(5)
                                .registrations(3)
                                .lastUsedAt(Instant.parse("2024-05-01T10:00:00.003Z"))
                                .hash(HASH)
                                .build(),
                        BY);
        assertThat(store.sent())
                .isEqualTo("""
                BEGIN
                INSERT INTO edge_provisioning_keys (id, tenant_id, label, key_hash, created_at, created_by,
                expires_at, revoked_at, revoked_by, max_registrations, registrations, last_used_at)
                VALUES (@P0, @P1, @P2, @P3, @P4, @P5,
                @P6, @P7, @P8, @P9, @P10, @P11)
                    @P0  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P1  varchar(8000)    demo
                    @P2  nvarchar(4000)   Büro 😀
                    @P3  varchar(8000)    $sample$1
                    @P4  datetimeoffset   2024-02-29T23:58:57.987Z
                    @P5  nvarchar(4000)   ada
                    @P6  datetimeoffset   2025-01-01T00:00:00.001Z
                    @P7  datetimeoffset   2024-06-01T10:00:00.002Z
                    @P8  nvarchar(4000)   bob 😀
                    @P9  int              5
                    @P10 int              3
                    @P11 datetimeoffset   2024-05-01T10:00:00.003Z
                """ + SentAuditEvent.insert(BY, "provisioning_key_created", key.key()) + "COMMIT\n");
    }

    @Test
    void insert_gives_nulls_the_types_of_their_columns() {
        store.keys().insert(key, BY);
        assertThat(store.sent())
                .endsWith("""
                    @P6  datetimeoffset   null
                    @P7  datetimeoffset   null
                    @P8  nvarchar(4000)   null
                    @P9  int              null
                    @P10 int              0
                    @P11 datetimeoffset   null
                """ + SentAuditEvent.insert(BY, "provisioning_key_created", key.key()) + "COMMIT\n");
    }

    @Test
    void find_asks_for_the_tenant_s_key() {
        assertThat(store.keys().find(TENANT, ID)).isEmpty();
        assertThat(store.sent()).isEqualTo(FIND);
    }

    @Test
    void find_hashed_asks_for_the_key_alone() {
        assertThat(store.keys().findHashed(ID)).isEmpty();
        assertThat(store.sent()).isEqualTo("""
                SELECT id, tenant_id, label, key_hash, created_at, created_by, expires_at, revoked_at, revoked_by,
                max_registrations, registrations, last_used_at
                FROM edge_provisioning_keys WHERE id = @P0
                    @P0  uniqueidentifier 11111111-1111-1111-1111-111111111111
                """);
    }

    @Test
    void relabel_changes_reads_and_keeps_the_event_in_one_transaction() {
        findKey();
        store.keys().relabel(TENANT, ID, new Label("Büro 😀"), BY);
        assertThat(store.sent())
                .isEqualTo(
                        """
                BEGIN
                UPDATE edge_provisioning_keys SET label = @P0 WHERE id = @P1 AND tenant_id = @P2
                    @P0  nvarchar(4000)   Büro 😀
                    @P1  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P2  varchar(8000)    demo
                """ + FIND + SentAuditEvent.insert(BY, "provisioning_key_relabelled", key.key()) + "COMMIT\n");
    }

    @Test
    void revoke_changes_reads_and_keeps_the_event_in_one_transaction() {
        findKey();
        store.keys()
                .revoke(
                        TENANT,
                        ID,
                        new Revocation(Instant.parse("2024-06-01T10:00:00.002Z"), new Subject("bob 😀")),
                        BY);
        assertThat(store.sent())
                .isEqualTo("""
                BEGIN
                UPDATE edge_provisioning_keys SET revoked_at = @P0, revoked_by = @P1
                WHERE id = @P2 AND tenant_id = @P3 AND revoked_at IS NULL
                    @P0  datetimeoffset   2024-06-01T10:00:00.002Z
                    @P1  nvarchar(4000)   bob 😀
                    @P2  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P3  varchar(8000)    demo
                """ + FIND + SentAuditEvent.insert(BY, "provisioning_key_revoked", key.key()) + "COMMIT\n");
    }

    @Test
    void replace_hash_is_one_statement() {
        store.keys().replaceHash(ID, HASH, StoredHash.of("$sample$2"));
        assertThat(store.sent()).isEqualTo("""
                UPDATE edge_provisioning_keys SET key_hash = @P0 WHERE id = @P1 AND key_hash = @P2
                    @P0  varchar(8000)    $sample$2
                    @P1  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P2  varchar(8000)    $sample$1
                """);
    }

    private void findKey() {
        store.server().when("SELECT id, tenant_id, label").then(ScriptedRows.of(key));
    }
}
