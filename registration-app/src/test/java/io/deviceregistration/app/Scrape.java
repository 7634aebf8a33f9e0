package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.hawkular.agent.prometheus.text.TextPrometheusMetricDataParser;
import org.hawkular.agent.prometheus.types.Counter;
import org.hawkular.agent.prometheus.types.Gauge;
import org.hawkular.agent.prometheus.types.Histogram;
import org.hawkular.agent.prometheus.types.Metric;
import org.hawkular.agent.prometheus.types.MetricFamily;

/** What Prometheus reads from the metrics, by a parser of somebody else's. */
public record Scrape(String text, Map<String, MetricFamily> families) {

    static Scrape of(String text) {
        TextPrometheusMetricDataParser parser =
                new TextPrometheusMetricDataParser(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        Map<String, MetricFamily> families = new LinkedHashMap<>();
        try {
            for (MetricFamily family = parser.parse(); family != null; family = parser.parse()) {
                assertThat(families.put(family.getName(), family))
                        .as("%s comes once", family.getName())
                        .isNull();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(families).hasSizeGreaterThan(50);
        return new Scrape(text, families);
    }

    /** Every series, by name and labels. */
    public List<String> series() {
        List<String> series = new ArrayList<>();
        families.values()
                .forEach(family -> family.getMetrics()
                        .forEach(metric -> series.add(metric.getName() + new LinkedHashMap<>(metric.getLabels()))));
        return series;
    }

    /** The value, or for a histogram the count, of the one series with these labels among its own. */
    public double value(String name, String... labels) {
        List<Metric> found = families.get(name).getMetrics().stream()
                .filter(metric -> has(metric, labels))
                .toList();
        assertThat(found).as("%s %s", name, List.of(labels)).hasSize(1);
        Metric metric = found.get(0);
        if (metric instanceof Counter counter) {
            return counter.getValue();
        }
        return metric instanceof Gauge gauge ? gauge.getValue() : ((Histogram) metric).getSampleCount();
    }

    /** All values of a label of a family. */
    TreeSet<String> values(String name, String label) {
        TreeSet<String> values = new TreeSet<>();
        families.get(name)
                .getMetrics()
                .forEach(metric -> values.add(metric.getLabels().get(label)));
        return values;
    }

    private static boolean has(Metric metric, String... labels) {
        for (int i = 0; i < labels.length; i += 2) {
            if (!labels[i + 1].equals(metric.getLabels().get(labels[i]))) {
                return false;
            }
        }
        return true;
    }
}
