package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.app.process.Api.Registered;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9}, again and again, while appliances register. */
class KillDuringLoadIT {

    private static final int ROUNDS = 8;

    @TempDir
    Path folder;

    private final Ledger ledger = new Ledger();

    @Test
    void keeps_what_it_answered_through_every_kill() throws Exception {
        AppCommand command = AppCommand.in(folder);
        String token = null;
        Set<Registered> checked = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            try (AppProcess app = command.serve()) {
                token = token == null ? Api.of(app, command).token() : token;
                Api api = Api.of(app, token);
                Collection<Registered> answered = new HashSet<>(ledger.devices());
                answered.removeAll(checked);
                check(api, answered);
                checked.addAll(answered);
                killUnderLoad(app, api, round);
            }
        }
        try (AppProcess app = command.serve()) {
            int devices = check(Api.of(app, token), ledger.devices());
            System.out.printf(
                    "%d kills: %d registrations and %d revocations answered, all kept; %d devices in all%n",
                    ROUNDS, ledger.devices().size(), ledger.revokedKeys().size(), devices);
        }
    }

    /** The moment is a number of answers, another one each round: before the limit, about it, and long after. */
    private void killUnderLoad(AppProcess app, Api api, int round) throws Exception {
        int answers = 1 + 18 * round;
        RegistrationLoad load = new RegistrationLoad(api, ledger, round, answers).start();
        load.awaitEnough();
        assertThat(app.killForcibly().status()).isNotZero();
        load.awaitEnd();
    }

    private int check(Api api, Collection<Registered> answered) {
        return new PromiseCheck(api)
                .isWhole()
                .keeps(answered)
                .refuses(ledger.revokedKeys())
                .devices();
    }
}
