package io.deviceregistration.app.benchmark;

import io.deviceregistration.app.benchmark.Servers.App;
import io.deviceregistration.app.benchmark.Servers.Bare;
import io.deviceregistration.app.process.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/devices/verify}: each upload's and each poll's beginning. */
final class VerifyScenarios {

    private static final int ANSWER = 204;
    private static final int CACHED_DEVICES = 1000;

    private final Servers servers;
    private final Plan plan;

    VerifyScenarios(Servers servers, Plan plan) {
        this.servers = servers;
        this.plan = plan;
    }

    /** Devices whose keys are in the cache, beside a route with nothing behind it. */
    List<Comparison> cached(Database database) {
        List<Comparison> comparisons = new ArrayList<>();
        try (App app = servers.app(database);
                Bare bare = servers.route()) {
            Supplier<byte @Nullable []> requests = Requests.verifyInTurn(Fleet.register(
                    app.port(), new Requests(), app.unlimitedKey().key(), CACHED_DEVICES));
            load(bare.port(), 32, requests).runFor(plan.warmUp());
            load(app.port(), 32, requests).runFor(plan.warmUp());
            for (int connections : List.of(32, 128)) {
                Comparison comparison = new Comparison(
                        "verify, key in cache, " + connections + " connections, " + database.name(), "0.9, p99 1.5");
                for (int round = 0; round < plan.rounds(); round++) {
                    comparison.turn(
                            () -> load(bare.port(), connections, requests).runFor(plan.time()),
                            () -> load(app.port(), connections, requests).runFor(plan.time()));
                }
                comparisons.add(comparison);
            }
        }
        return comparisons;
    }

    /** Every device's first check after a start, beside a route that reads one row. Nobody warms up. */
    Comparison firstTime(Database database) {
        String key;
        List<Fleet.Member> devices;
        try (App app = servers.app(database)) {
            Api.ProvisioningKey provisioningKey = app.unlimitedKey();
            key = provisioningKey.id();
            devices = Fleet.register(app.port(), new Requests(), provisioningKey.key(), plan.devices());
        }
        Comparison comparison = new Comparison(
                String.format("verify, first time for each of %,d devices, %s", plan.devices(), database.name()),
                "0.8");
        for (int round = 0; round < plan.rounds(); round++) {
            comparison.turn(
                    () -> {
                        neverSeen(database);
                        try (Bare bare = servers.onRows(database, key, "bare-")) {
                            return load(bare.port(), 32, Requests.verifyOnce(devices))
                                    .runToEnd();
                        }
                    },
                    () -> {
                        neverSeen(database);
                        try (App app = servers.app(database)) {
                            return load(app.port(), 32, Requests.verifyOnce(devices))
                                    .runToEnd();
                        }
                    });
        }
        return comparison;
    }

    /** So that the app has to write that they are; before the floor, too, so that both read rows that were just written. */
    private static void neverSeen(Database database) {
        database.run("UPDATE devices SET last_seen_at = NULL");
    }

    private static Load load(int port, int connections, Supplier<byte @Nullable []> requests) {
        return new Load(port, connections, ANSWER, requests);
    }
}
