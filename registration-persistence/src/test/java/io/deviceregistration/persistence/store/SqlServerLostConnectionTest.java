package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.fault.StorageUnavailableException;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.persistence.tds.Reply;
import io.deviceregistration.persistence.tds.TransactionState;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that are lost before anything was committed: nothing remains of the try, and another one does it all. */
final class SqlServerLostConnectionTest {

    private final HashedDevice device =
            SampleDevice.with(SampleProvisioningKey.of("demo").build().key()).build();
    private final ScriptedStore store = ScriptedStore.open();

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @EnumSource(RegistrationStep.class)
    void a_registration_begins_anew_when_a_statement_or_the_commit_does_not_arrive(RegistrationStep step) {
        step.of(store.server()).firstTimes(1).then(Reply.cut());
        assertRegisteredAtTheSecondTry();
    }

    @ParameterizedTest
    @EnumSource(
            value = RegistrationStep.class,
            names = {"UPDATE", "INSERT", "AUDIT"})
    void a_registration_begins_anew_when_a_statement_s_answer_does_not_arrive(RegistrationStep step) {
        step.of(store.server()).firstTimes(1).then(Reply.doneAndCut());
        assertRegisteredAtTheSecondTry();
    }

    @ParameterizedTest
    @EnumSource(RegistrationStep.class)
    void a_registration_is_given_up_in_the_end_and_leaves_nothing(RegistrationStep step) {
        step.of(store.server()).then(Reply.cut());
        assertThatExceptionOfType(StorageUnavailableException.class)
                .isThrownBy(() -> store.devices().register(device, SampleAttribution.any()));
        assertThat(store.transactions())
                .isEqualTo(Collections.nCopies(Transactions.MAX_ATTEMPTS, TransactionState.ROLLED_BACK));
    }

    @Test
    void callers_do_not_notice_that_an_idle_connection_died() {
        store.server().when("FROM devices").then(ScriptedRows.of(device));
        store.server().cutConnections();
        assertThat(store.devices().findHashed(device.device().id())).contains(device);
    }

    private void assertRegisteredAtTheSecondTry() {
        assertThat(store.devices().register(device, SampleAttribution.any())).isEqualTo(new Registration.Registered());
        assertThat(store.transactions()).containsExactly(TransactionState.ROLLED_BACK, TransactionState.COMMITTED);
    }
}
