package io.deviceregistration.app.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What the app and its floor reached in turns. Says everything as medians; ratios as the medians of each turn's ratio. */
final class Comparison {

    private final String what;
    private final String atLeast;
    private final List<Load.Figures> floor = new ArrayList<>();
    private final List<Load.Figures> app = new ArrayList<>();

    Comparison(String what, String atLeast) {
        this.what = what;
        this.atLeast = atLeast;
    }

    /** Lets both run, by turns the one and the other first. */
    void turn(Supplier<Load.Figures> ofFloor, Supplier<Load.Figures> ofApp) {
        if (app.size() % 2 == 0) {
            Load.Figures first = ofFloor.get();
            add(first, ofApp.get());
        } else {
            Load.Figures first = ofApp.get();
            add(ofFloor.get(), first);
        }
    }

    private void add(Load.Figures ofFloor, Load.Figures ofApp) {
        floor.add(ofFloor);
        app.add(ofApp);
        System.err.printf(
                Locale.ROOT,
                "  %s: floor %.0f/s, app %.0f/s, ratio %.2f, p99 %.1f and %.1f ms, errors %d and %d%n",
                what,
                ofFloor.perSecond(),
                ofApp.perSecond(),
                ofApp.perSecond() / ofFloor.perSecond(),
                ofFloor.millisAt(99),
                ofApp.millisAt(99),
                ofFloor.errors(),
                ofApp.errors());
    }

    static String header() {
        return """
                | what | floor /s | app /s | ratio | at least | p50, p99, p99.9 of floor (ms) | of app (ms) | p99 ratio | errors of both |
                | --- | ---: | ---: | ---: | ---: | --- | --- | ---: | ---: |""";
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f | **%.2f** | %s | %s | %s | %.2f | %d, %d |",
                what,
                median(floor, Load.Figures::perSecond),
                median(app, Load.Figures::perSecond),
                ratio(Load.Figures::perSecond),
                atLeast,
                latencies(floor),
                latencies(app),
                ratio(figures -> figures.millisAt(99)),
                errors(floor),
                errors(app));
    }

    private double ratio(ToDoubleFunction<Load.Figures> figure) {
        double[] ratios = new double[app.size()];
        Arrays.setAll(ratios, i -> figure.applyAsDouble(app.get(i)) / figure.applyAsDouble(floor.get(i)));
        return median(ratios);
    }

    private static long errors(List<Load.Figures> figures) {
        return figures.stream().mapToLong(Load.Figures::errors).sum();
    }

    private static String latencies(List<Load.Figures> figures) {
        return String.format(
                Locale.ROOT,
                "%.1f, %.1f, %.1f",
                median(figures, each -> each.millisAt(50)),
                median(figures, each -> each.millisAt(99)),
                median(figures, each -> each.millisAt(99.9)));
    }

    private static double median(List<Load.Figures> figures, ToDoubleFunction<Load.Figures> figure) {
        return median(figures.stream().mapToDouble(figure).toArray());
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
