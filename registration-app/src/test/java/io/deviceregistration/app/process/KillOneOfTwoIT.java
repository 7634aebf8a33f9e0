package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of one of two processes on one database, while appliances register with both. */
class KillOneOfTwoIT {

    private static final int ANSWERS = 100;

    @TempDir
    Path folder;

    @Test
    void leaves_the_other_with_all_that_either_answered() throws Exception {
        Ledger ledger = new Ledger();
        try (TwoProcesses two = TwoProcesses.start(folder, Postgres.shared().newDatabase())) {
            RegistrationLoad doomed = new RegistrationLoad(two.first(), ledger, 0, ANSWERS).start();
            RegistrationLoad safe = new RegistrationLoad(two.second(), ledger, 1, ANSWERS).start();
            doomed.awaitEnough();
            assertThat(two.processes().get(0).killForcibly().status()).isNotZero();
            doomed.awaitEnd();
            RegistrationLoad after = new RegistrationLoad(two.second(), ledger, 2, ANSWERS).start();
            for (RegistrationLoad load : List.of(safe, after)) {
                load.awaitEnough();
                load.awaitRevocation();
                load.stop();
                load.awaitEnd();
            }
            new PromiseCheck(two.second()).isWhole().keeps(ledger.devices()).refuses(ledger.revokedKeys());
        }
    }
}
