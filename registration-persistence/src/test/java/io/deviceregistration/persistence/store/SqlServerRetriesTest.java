package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.fault.StorageUnavailableException;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.persistence.tds.ClientRequest.Login;
import io.deviceregistration.persistence.tds.TransactionState;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors that SQL Server and Azure SQL want answered with another try. Each comes with the severity that it has there. */
final class SqlServerRetriesTest {

    private static final List<SqlServerError> PASSING = List.of(
            new SqlServerError(1205, 13),
            new SqlServerError(3960, 16),
            new SqlServerError(40501, 20),
            new SqlServerError(40197, 17),
            new SqlServerError(40613, 17),
            new SqlServerError(596, 21),
            new SqlServerError(10928, 20),
            new SqlServerError(10929, 20),
            new SqlServerError(49918, 16),
            new SqlServerError(49919, 16),
            new SqlServerError(49920, 16));

    private final HashedProvisioningKey key = SampleProvisioningKey.of("demo").build();
    private final HashedDevice device = SampleDevice.with(key.key()).build();
    private final ScriptedStore store = ScriptedStore.open();

    static Stream<SqlServerError> errors() {
        return PASSING.stream();
    }

    static Stream<Arguments> errorsAnywhere() {
        return PASSING.stream()
                .flatMap(error -> Arrays.stream(RegistrationStep.values()).map(step -> Arguments.of(error, step)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @MethodSource("errorsAnywhere")
    void a_registration_succeeds_at_the_second_try(SqlServerError error, RegistrationStep step) {
        step.of(store.server()).firstTimes(1).then(error.reply());
        assertThat(store.devices().register(device, SampleAttribution.any())).isEqualTo(new Registration.Registered());
        assertThat(store.transactions()).containsExactly(TransactionState.ROLLED_BACK, TransactionState.COMMITTED);
        assertThat(store.server().calls("UPDATE edge_provisioning_keys")).hasSize(2);
        assertThat(store.server().calls("INSERT INTO devices")).hasSize(step == RegistrationStep.UPDATE ? 1 : 2);
    }

    @ParameterizedTest
    @MethodSource("errorsAnywhere")
    void a_registration_is_given_up_in_the_end_and_leaves_nothing(SqlServerError error, RegistrationStep step) {
        step.of(store.server()).then(error.reply());
        assertThatExceptionOfType(StorageUnavailableException.class)
                .isThrownBy(() -> store.devices().register(device, SampleAttribution.any()));
        assertThat(store.transactions())
                .isEqualTo(Collections.nCopies(Transactions.MAX_ATTEMPTS, TransactionState.ROLLED_BACK));
        assertThat(store.server().calls("UPDATE edge_provisioning_keys")).hasSize(Transactions.MAX_ATTEMPTS);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void a_query_succeeds_at_the_second_try(SqlServerError error) {
        store.server().when("FROM devices").then(ScriptedRows.of(device));
        store.server().when("FROM devices").firstTimes(1).then(error.reply());
        assertThat(store.devices().findHashed(device.device().id())).contains(device);
        assertThat(store.server().calls("FROM devices")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"1205, 13, 1", "49918, 16, 1", "40197, 17, 2", "40613, 17, 2", "40501, 20, 2"})
    void a_database_that_moved_is_reached_by_another_connection(int number, int severity, int connections) {
        store.server().when("INSERT INTO devices").firstTimes(1).then(new SqlServerError(number, severity).reply());
        store.devices().register(device, SampleAttribution.any());
        assertThat(store.server().requests(Login.class)).hasSize(connections);
    }

    @Test
    void changes_of_a_key_are_tried_again_too() {
        SqlServerError deadlock = new SqlServerError(1205, 13);
        store.server().when("edge_provisioning_keys").onTime(1).then(deadlock.reply());
        store.server().when("edge_provisioning_keys").onTime(3).then(deadlock.reply());
        store.keys().insert(key, SampleAttribution.any());
        store.keys().relabel(key.key().tenant(), key.key().id(), new Label("Building 8"), SampleAttribution.any());
        assertThat(store.transactions())
                .containsExactly(
                        TransactionState.ROLLED_BACK,
                        TransactionState.COMMITTED,
                        TransactionState.ROLLED_BACK,
                        TransactionState.COMMITTED);
    }
}
