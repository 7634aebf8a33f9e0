package io.deviceregistration.app.benchmark;

import io.deviceregistration.app.benchmark.Servers.App;
import java.util.Locale;

/** A whole fleet that comes at once: one provisioning key, a connection for each appliance. */
final class FleetScenario {

    private FleetScenario() {}

    static String run(Servers servers, Database database, int devices) {
        try (App app = servers.app(database)) {
            String key = app.unlimitedKey().key();
            Requests requests = new Requests();
            Load.Figures figures = new Load(app.port(), devices, 201, requests.register(key, devices)).runToEnd();
            return String.format(
                    Locale.ROOT,
                    "- register, %,d devices at once, a connection each, %s: %.1f s, %,.0f/s; p50 %.0f, p99 %.0f, slowest %.0f ms; errors %d",
                    devices,
                    database.name(),
                    figures.seconds(),
                    figures.perSecond(),
                    figures.millisAt(50),
                    figures.millisAt(99),
                    figures.millisAt(100),
                    figures.errors());
        }
    }
}
