package io.deviceregistration.app.benchmark;

import io.deviceregistration.app.benchmark.Servers.App;
import io.deviceregistration.app.benchmark.Servers.Bare;
import io.deviceregistration.app.process.Api;
import java.util.List;

/** {@code POST /api/v1/devices/register}. */
final class RegisterScenarios {

    private static final int CONNECTIONS = 32;
    private static final int ANSWER = 201;

    private final Servers servers;
    private final Plan plan;

    RegisterScenarios(Servers servers, Plan plan) {
        this.servers = servers;
        this.plan = plan;
    }

    /** With one key, unlimited and then limited, beside a route that inserts and commits the device's row alone. */
    List<Comparison> register(Database database) {
        Comparison unlimited = new Comparison("register, one unlimited key, " + database.name(), "0.6");
        Comparison limited = new Comparison("register, one key with a limit, " + database.name(), "0.25");
        Requests requests = new Requests();
        try (App app = servers.app(database);
                Bare bare = bare(app, database)) {
            Api.ProvisioningKey free = app.unlimitedKey();
            Api.ProvisioningKey counted = app.limitedKey();
            load(bare.port(), requests, free).runFor(plan.warmUp());
            load(app.port(), requests, free).runFor(plan.warmUp());
            for (int round = 0; round < plan.rounds(); round++) {
                unlimited.turn(
                        () -> load(bare.port(), requests, free).runFor(plan.time()),
                        () -> load(app.port(), requests, free).runFor(plan.time()));
                limited.turn(
                        () -> load(bare.port(), requests, free).runFor(plan.time()),
                        () -> load(app.port(), requests, counted).runFor(plan.time()));
            }
        }
        return List.of(unlimited, limited);
    }

    private Bare bare(App app, Database database) {
        if (database.shared()) {
            return servers.onRows(database, app.unlimitedKey().id(), "bare-" + System.nanoTime() + "-");
        }
        Database own = servers.h2("bare");
        return servers.onRows(own, keyIn(own), "bare-");
    }

    private String keyIn(Database database) {
        try (App app = servers.app(database)) {
            return app.unlimitedKey().id();
        }
    }

    private static Load load(int port, Requests requests, Api.ProvisioningKey key) {
        return new Load(port, CONNECTIONS, ANSWER, () -> requests.register(key.key()));
    }
}
