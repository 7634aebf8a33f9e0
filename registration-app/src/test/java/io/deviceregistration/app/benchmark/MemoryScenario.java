package io.deviceregistration.app.benchmark;

import io.deviceregistration.app.benchmark.Servers.App;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a process with a small heap keeps in memory under load: very many devices, and as many of their keys cached as may be. */
final class MemoryScenario {

    private static final int DEVICES = 1_000_000;
    private static final int CACHED = 100_000;
    private static final int MINUTES = 10;

    private MemoryScenario() {}

    /** @param servers to be started with the heap that is to suffice */
    static String run(Servers servers, Database database) {
        List<String> resident = new ArrayList<>();
        long errors = 0;
        try (App app = servers.app(database)) {
            Requests requests = new Requests();
            String key = app.unlimitedKey().key();
            List<Fleet.Member> devices = Fleet.register(app.port(), requests, key, CACHED);
            Load.Figures rest = new Load(app.port(), 32, 201, requests.register(key, DEVICES - CACHED)).runToEnd();
            errors += rest.errors();
            Supplier<byte @Nullable []> checks = Requests.verifyInTurn(devices);
            for (int minute = 0; minute < MINUTES; minute++) {
                errors += new Load(app.port(), 32, 204, checks)
                        .runFor(Duration.ofMinutes(1))
                        .errors();
                resident.add(String.format(
                        Locale.ROOT,
                        "%.0f",
                        StartScenario.residentMebibytes(app.process().pid())));
                System.err.println("  memory: " + resident);
            }
        }
        return String.format(
                Locale.ROOT,
                "- %,d devices registered, then %d minutes of checks of %,d cached keys, %s: resident MiB after each minute %s; errors %d",
                DEVICES,
                MINUTES,
                CACHED,
                database.name(),
                String.join(", ", resident),
                errors);
    }
}
