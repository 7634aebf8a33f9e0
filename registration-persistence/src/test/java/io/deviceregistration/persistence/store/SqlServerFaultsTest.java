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
import io.deviceregistration.persistence.tds.ClientRequest.Login;
import io.deviceregistration.persistence.tds.TransactionState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Errors that another try at once would not mend: each call is tried once and rolled back, and the next one is served. */
final class SqlServerFaultsTest {

    private final HashedDevice device =
            SampleDevice.with(SampleProvisioningKey.of("demo").build().key()).build();
    private final ScriptedStore store = ScriptedStore.open();

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = RegistrationStep.class,
            names = {"UPDATE", "INSERT", "AUDIT"})
    void a_lock_that_was_waited_for_in_vain_makes_the_store_unavailable(RegistrationStep step) {
        step.of(store.server()).firstTimes(1).then(new SqlServerError(1222, 16).reply());
        assertThatExceptionOfType(StorageUnavailableException.class)
                .isThrownBy(() -> store.devices().register(device, SampleAttribution.any()));
        assertRolledBackAtTheFirstTryAndUsableOnTheSameConnection();
    }

    @ParameterizedTest
    @CsvSource({"547, 16", "208, 16", "8152, 16"})
    void a_statement_that_is_wrong_is_a_fault(int number, int severity) {
        store.server().when("INSERT INTO devices").firstTimes(1).then(new SqlServerError(number, severity).reply());
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> store.devices().register(device, SampleAttribution.any()))
                .isNotInstanceOf(StorageUnavailableException.class);
        assertRolledBackAtTheFirstTryAndUsableOnTheSameConnection();
    }

    @ParameterizedTest
    @EnumSource(RegistrationStep.class)
    void an_error_that_ends_the_connection_has_the_next_call_get_another_one(RegistrationStep step) {
        step.of(store.server()).firstTimes(1).then(new SqlServerError(823, 24).reply());
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> store.devices().register(device, SampleAttribution.any()))
                .isNotInstanceOf(StorageUnavailableException.class);
        assertThat(store.transactions()).containsExactly(TransactionState.ROLLED_BACK);
        assertThat(store.devices().register(device, SampleAttribution.any())).isEqualTo(new Registration.Registered());
        assertThat(store.server().requests(Login.class)).hasSize(2);
    }

    @Test
    void a_rollback_that_fails_commits_nothing_and_costs_the_connection() {
        store.server().when("INSERT INTO devices").firstTimes(1).then(new SqlServerError(547, 16).reply());
        store.server().whenRollback().then(new SqlServerError(8623, 16).reply());
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> store.devices().register(device, SampleAttribution.any()));
        assertThat(store.transactions()).containsExactly(TransactionState.ROLLED_BACK);
        assertThat(store.devices().register(device, SampleAttribution.any())).isEqualTo(new Registration.Registered());
        assertThat(store.server().requests(Login.class)).hasSize(2);
    }

    private void assertRolledBackAtTheFirstTryAndUsableOnTheSameConnection() {
        assertThat(store.transactions()).containsExactly(TransactionState.ROLLED_BACK);
        assertThat(store.sent()).endsWith("ROLLBACK\n");
        assertThat(store.devices().register(device, SampleAttribution.any())).isEqualTo(new Registration.Registered());
        assertThat(store.server().requests(Login.class)).hasSize(1);
    }
}
