package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.app.process.Api.Registered;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL stops as by a crash while appliances register, and starts again; the app runs all the while. */
class PostgresOutageIT {

    private static final int CLIENTS = 32;
    private static final int ANSWERS = 200;
    private static final int ANSWERS_AFTERWARDS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(PostgresOutageIT.class);

    @TempDir
    Path folder;

    private final Ledger ledger = new Ledger();

    @Test
    void loses_nothing_that_was_answered_and_mends_itself() throws Exception {
        try (Postgres postgres = Postgres.start()) {
            PostgresDatabase database = postgres.newDatabase();
            AppCommand command = database.settings(AppCommand.in(folder));
            try (AppProcess app = command.serve()) {
                Api api = Api.of(app, command);
                Registered device = api.register(api.createKey(), "round 0 before all");
                OutageWatch watch = new OutageWatch(CLIENTS);
                RegistrationLoad load = new RegistrationLoad(api, ledger, 0, ANSWERS).start(CLIENTS, watch);
                load.awaitEnough();
                load.awaitRevocation();

                postgres.stopImmediately();
                OutageWatch.assertUnavailable(api.trySelf(device.deviceKey()));
                watch.awaitOutage();
                postgres.startAgain();
                Duration recovery = watch.awaitRecovery(database.awaitConnection());
                // Less than a warning is not printed here.
                LOG.warn("{} ms from the first connection to the first registration", recovery.toMillis());

                assertThat(api.self(device.deviceKey())).isEqualTo(device.deviceId());
                RegistrationLoad after = new RegistrationLoad(api, ledger, 1, ANSWERS_AFTERWARDS).start();
                after.awaitEnough();
                after.awaitRevocation();
                load.stop().awaitEnd();
                after.stop().awaitEnd();
                ledger.add(device);
                new PromiseCheck(api).isWhole().keeps(ledger.devices()).refuses(ledger.revokedKeys());
            }
        }
    }
}
