package io.deviceregistration.app.benchmark;

import io.deviceregistration.app.process.Folders;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Drives the packaged app, and prints what it reached beside its floors as tables in Markdown. */
@Command(
        name = "load",
        description = "Measures the packaged app beside the least programs that could do the same.",
        mixinStandardHelpOptions = true)
final class LoadBenchmark implements Callable<Integer> {

    enum Scenario {
        START,
        CACHED,
        FIRST,
        REGISTER,
        FLEET,
        MEMORY
    }

    @Option(
            names = "--only",
            split = ",",
            description =
                    "Which scenarios: ${COMPLETION-CANDIDATES}. Default: all but MEMORY, which takes half an hour.")
    Set<Scenario> scenarios = EnumSet.complementOf(EnumSet.of(Scenario.MEMORY));

    @Option(names = "--databases", split = ",", description = "h2, postgresql (its own server), or a JDBC URL.")
    List<String> databases = List.of("h2", "postgresql");

    @Option(names = "--db-user", description = "For a JDBC URL.")
    String user = "";

    @Option(names = "--db-password", description = "For a JDBC URL.")
    String password = "";

    @Option(names = "--rounds", description = "How often each pair is measured.")
    int rounds = 5;

    @Option(names = "--seconds", description = "How long each measurement takes.")
    int seconds = 5;

    @Option(names = "--warm-up-seconds", description = "How long each server is warmed up.")
    int warmUpSeconds = 15;

    @Option(names = "--devices", description = "How many devices come for the first time.")
    int devices = 100_000;

    @Option(names = "--fleet", description = "How many devices register at once.")
    int fleet = 10_000;

    @Option(names = "--jvm-options", split = " ", description = "For the servers.")
    List<String> jvmOptions = List.of();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LoadBenchmark())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("registration-benchmark");
        try {
            System.out.println(Machine.describe(jvmOptions));
            run(new Servers(folder, jvmOptions));
            return 0;
        } finally {
            Folders.delete(folder);
        }
    }

    private void run(Servers servers) throws IOException {
        List<Comparison> comparisons = new ArrayList<>();
        List<String> sentences = new ArrayList<>();
        Plan plan = new Plan(rounds, Duration.ofSeconds(seconds), Duration.ofSeconds(warmUpSeconds), devices);
        if (scenarios.contains(Scenario.START)) {
            sentences.add(StartScenario.run(servers, rounds));
        }
        for (String database : databases) {
            try (@Nullable EmbeddedPostgres postgres = database.equals("postgresql") ? startPostgres() : null) {
                on(database, postgres, servers, plan, comparisons, sentences);
            }
        }
        if (!comparisons.isEmpty()) {
            System.out.println(Comparison.header());
            comparisons.forEach(System.out::println);
            System.out.println();
        }
        sentences.forEach(System.out::println);
    }

    private void on(
            String name,
            @Nullable EmbeddedPostgres postgres,
            Servers servers,
            Plan plan,
            List<Comparison> comparisons,
            List<String> sentences) {
        for (Scenario scenario : scenarios) {
            Database database = database(name, postgres, servers, scenario);
            switch (scenario) {
                case CACHED -> comparisons.addAll(new VerifyScenarios(servers, plan).cached(database));
                case FIRST -> comparisons.add(new VerifyScenarios(servers, plan).firstTime(database));
                case REGISTER -> comparisons.addAll(new RegisterScenarios(servers, plan).register(database));
                case FLEET -> sentences.add(FleetScenario.run(servers, database, fleet));
                case MEMORY -> sentences.add(MemoryScenario.run(servers, database));
                case START -> {}
            }
        }
    }

    private Database database(String name, @Nullable EmbeddedPostgres postgres, Servers servers, Scenario scenario) {
        if (postgres != null) {
            return Database.of(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
        }
        return name.equals("h2") ? servers.h2(scenario.name()) : Database.of(name, user, password);
    }

    /** As durable as PostgreSQL is by default, which it isn't as a server for tests. */
    private static EmbeddedPostgres startPostgres() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }
}
