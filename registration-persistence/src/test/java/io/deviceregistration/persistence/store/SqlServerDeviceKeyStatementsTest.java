package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.key.StoredHash;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What leaves Microsoft's driver when devices' keys change, word for word, with the types that it declares. */
final class SqlServerDeviceKeyStatementsTest extends SqlServerDeviceScript {

    private static final StoredHash HASH = StoredHash.of("$sample$1");

    @Test
    void replace_key_changes_reads_and_keeps_the_event_in_one_transaction() {
        findDevice();
        assertThat(store.devices().replaceKey(KEY.tenant(), ID, HASH, BY)).isTrue();
        assertThat(store.sent())
                .isEqualTo("""
                BEGIN
                UPDATE devices SET key_hash = @P0, previous_key_hash = NULL, previous_key_until = NULL,
                replay_until = NULL
                WHERE id = @P1 AND tenant_id = @P2
                    @P0  varchar(8000)    $sample$1
                    @P1  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P2  varchar(8000)    demo
                """ + FIND + SentAuditEvent.insert(BY, "device_key_replaced", DEVICE) + "COMMIT\n");
    }

    @Test
    void rotate_key_changes_reads_and_keeps_the_event_in_one_transaction() {
        findDevice();
        assertThat(store.devices()
                        .rotateKey(ID, HASH, StoredHash.of("$sample$2"), Instant.parse("2024-05-01T10:00:00.003Z"), BY))
                .isTrue();
        assertThat(store.sent())
                .isEqualTo("""
                BEGIN
                UPDATE devices SET key_hash = @P0, previous_key_hash = @P1, previous_key_until = @P2,
                replay_until = NULL
                WHERE id = @P3 AND status = 'active' AND (key_hash = @P4 OR previous_key_hash = @P5)
                    @P0  varchar(8000)    $sample$2
                    @P1  varchar(8000)    $sample$1
                    @P2  datetimeoffset   2024-05-01T10:00:00.003Z
                    @P3  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P4  varchar(8000)    $sample$1
                    @P5  varchar(8000)    $sample$1
                """ + FIND_HASHED + SentAuditEvent.insert(BY, "device_key_rotated", DEVICE) + "COMMIT\n");
    }

    @Test
    void confirm_key_is_one_statement() {
        assertThat(store.devices().confirmKey(ID, HASH)).isTrue();
        assertThat(store.sent()).isEqualTo("""
                UPDATE devices SET previous_key_hash = NULL, previous_key_until = NULL, replay_until = NULL
                WHERE id = @P0 AND key_hash = @P1
                    @P0  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P1  varchar(8000)    $sample$1
                """);
    }

    @Test
    void a_key_that_is_not_there_any_more_is_neither_rotated_nor_confirmed() {
        store.server().when("UPDATE devices").thenUpdated(0);
        assertThat(store.devices().rotateKey(ID, HASH, HASH, Instant.EPOCH, BY)).isFalse();
        assertThat(store.devices().confirmKey(ID, HASH)).isFalse();
        assertThat(store.devices().replaceKey(KEY.tenant(), ID, HASH, BY)).isFalse();
    }

    @Test
    void replace_key_hash_is_one_statement() {
        store.devices().replaceKeyHash(ID, HASH, StoredHash.of("$sample$2"));
        assertThat(store.sent()).isEqualTo("""
                UPDATE devices SET key_hash = @P0 WHERE id = @P1 AND key_hash = @P2
                    @P0  varchar(8000)    $sample$2
                    @P1  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P2  varchar(8000)    $sample$1
                """);
    }
}
