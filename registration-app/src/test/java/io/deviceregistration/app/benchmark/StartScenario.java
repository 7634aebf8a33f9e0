package io.deviceregistration.app.benchmark;

import io.deviceregistration.app.process.AppProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * From the start of the process to its first answer, and what it then keeps in memory, beside a bare route's process: both from
 * archives of their classes; the app's was made by the build, and a first round, uncounted, leaves the other.
 */
final class StartScenario {

    private static final byte[] FLOOR = Requests.get("/api/v1/devices/verify");
    private static final byte[] APP = Requests.get("/settings/edge-registration-keys");

    private final List<Double> floorSeconds = new ArrayList<>();
    private final List<Double> appSeconds = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();
    private final List<Double> mebibytes = new ArrayList<>();

    private StartScenario() {}

    static String run(Servers servers, int rounds) {
        Database database = servers.h2("start");
        servers.app(database).close();
        StartScenario scenario = new StartScenario();
        scenario.round(servers, database);
        scenario.forget();
        for (int round = 0; round < rounds; round++) {
            scenario.round(servers, database);
        }
        return scenario.sentence();
    }

    private void round(Servers servers, Database database) {
        Path archive = servers.folder().resolve("bare.archive");
        double floor = measure(() -> servers.routeFrom(archive).process(), FLOOR, 204, process -> {});
        double app = measure(() -> servers.command(database).serveByScript(), APP, 200, process -> {
            requireArchive(process);
            mebibytes.add(residentMebibytes(process.pid()));
        });
        floorSeconds.add(floor);
        appSeconds.add(app);
        ratios.add(app / floor);
        System.err.printf(Locale.ROOT, "  start: floor %.2f s, app %.2f s%n", floor, app);
    }

    private void forget() {
        List.of(floorSeconds, appSeconds, ratios, mebibytes).forEach(List::clear);
    }

    private static double measure(Supplier<AppProcess> server, byte[] request, int status, Consumer<AppProcess> then) {
        long began = System.nanoTime();
        try (AppProcess process = server.get();
                HttpConnection connection = new HttpConnection(process.url().getPort())) {
            int answered = connection.exchange(request);
            double seconds = (System.nanoTime() - began) / 1e9;
            if (answered != status) {
                throw new IllegalStateException("answered " + answered);
            }
            then.accept(process);
            process.stop();
            return seconds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireArchive(AppProcess process) {
        String command = ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().commandLine())
                .orElseThrow(() -> new IllegalStateException("there's no telling whether the app has an archive"));
        if (!command.matches(".* -XX:(AOTCache|SharedArchiveFile)=.*")) {
            throw new IllegalStateException("the app has no archive for this Java: make one by its script");
        }
    }

    /** What Linux says; NaN elsewhere. */
    static double residentMebibytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private String sentence() {
        return String.format(
                Locale.ROOT,
                "- start to first answer, H2 there: floor %.2f s, app %.2f s, ratio %.2f (at most 1.6); app %.0f MiB resident",
                median(floorSeconds),
                median(appSeconds),
                median(ratios),
                median(mebibytes));
    }

    private static double median(List<Double> values) {
        return Comparison.median(values.stream().mapToDouble(each -> each).toArray());
    }
}
