package io.deviceregistration.persistence.store;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/** A store on a scripted server, one device, and how it is read: for tests of what else leaves Microsoft's driver then. */
abstract class SqlServerDeviceScript {

    static final ProvisioningKey KEY = SampleProvisioningKey.of("demo")
            .id(new ProvisioningKeyId(UUID.fromString("11111111-1111-1111-1111-111111111111")))
            .build()
            .key();
    static final DeviceId ID = new DeviceId(UUID.fromString("22222222-2222-2222-2222-222222222222"));

    static final HashedDevice HASHED =
            SampleDevice.with(KEY).id(ID).name("Pumpe 😀").build();
    static final Device DEVICE = HASHED.device();
    static final Attribution BY = SampleAttribution.any();

    static final String FIND = """
            SELECT id, tenant_id, name, location, type, attributes, status, key_hash, provisioning_key_id, registered_at,
            last_seen_at, reregistration_until, registered_from
            FROM devices WHERE id = @P0 AND tenant_id = @P1
                @P0  uniqueidentifier 22222222-2222-2222-2222-222222222222
                @P1  varchar(8000)    demo
            """;

    static final String FIND_HASHED = """
            SELECT id, tenant_id, name, location, type, attributes, status, key_hash, provisioning_key_id, registered_at,
            last_seen_at, reregistration_until, registered_from, previous_key_hash, previous_key_until, replay_until FROM devices WHERE id = @P0
                @P0  uniqueidentifier 22222222-2222-2222-2222-222222222222
            """;

    final ScriptedStore store = ScriptedStore.open();

    @AfterEach
    final void close() {
        store.close();
    }

    final void findDevice() {
        store.server().when("SELECT id, tenant_id, name").then(ScriptedRows.of(HASHED));
    }
}
