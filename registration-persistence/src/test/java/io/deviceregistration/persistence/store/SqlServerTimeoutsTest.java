package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.fault.StorageUnavailableException;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.persistence.tds.ClientRequest.Attention;
import io.deviceregistration.persistence.tds.ClientRequest.Login;
import io.deviceregistration.persistence.tds.TransactionState;
import org.junit.jupiter.api.Test;

/** A server that doesn't answer, or not in time. */
final class SqlServerTimeoutsTest {

    private final HashedDevice device =
            SampleDevice.with(SampleProvisioningKey.of("demo").build().key()).build();

    @Test
    void a_statement_that_takes_too_long_is_stopped_and_its_transaction_rolled_back() {
        try (ScriptedStore store = ScriptedStore.open(";queryTimeout=1")) {
            store.server().when("INSERT INTO devices").firstTimes(1).thenStall();
            assertThatExceptionOfType(StorageUnavailableException.class)
                    .isThrownBy(() -> store.devices().register(device, SampleAttribution.any()));
            assertThat(store.server().requests(Attention.class)).hasSize(1);
            assertThat(store.transactions()).containsExactly(TransactionState.ROLLED_BACK);
            assertThat(store.devices().register(device, SampleAttribution.any()))
                    .isEqualTo(new Registration.Registered());
            assertThat(store.server().requests(Login.class)).hasSize(1);
        }
    }

    @Test
    void a_commit_that_is_not_answered_is_not_tried_again() {
        try (ScriptedStore store = ScriptedStore.open(";socketTimeout=2000")) {
            store.server().whenCommit().firstTimes(1).thenStall();
            assertThatExceptionOfType(StorageUnavailableException.class)
                    .isThrownBy(() -> store.devices().register(device, SampleAttribution.any()));
            assertThat(store.server().calls("INSERT INTO devices")).hasSize(1);
            assertThat(store.devices().register(device, SampleAttribution.any()))
                    .isEqualTo(new Registration.Registered());
            assertThat(store.transactions()).containsExactly(TransactionState.ROLLED_BACK, TransactionState.COMMITTED);
        }
    }

    @Test
    void a_rollback_that_is_not_answered_costs_the_connection_alone() {
        try (ScriptedStore store = ScriptedStore.open(";socketTimeout=2000")) {
            store.server().when("INSERT INTO devices").firstTimes(1).then(new SqlServerError(547, 16).reply());
            store.server().whenRollback().thenStall();
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> store.devices().register(device, SampleAttribution.any()))
                    .isNotInstanceOf(StorageUnavailableException.class);
            assertThat(store.devices().register(device, SampleAttribution.any()))
                    .isEqualTo(new Registration.Registered());
            assertThat(store.transactions()).containsExactly(TransactionState.ROLLED_BACK, TransactionState.COMMITTED);
        }
    }
}
