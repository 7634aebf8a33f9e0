package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.yaml.snakeyaml.Yaml;

/** That the dashboard and the alerts ask for what the app has to tell. */
@Timeout(120)
final class OperationsFilesTest {

    private static final Path FOLDER = Path.of("../docs/operations");

    /** Of an expression all that is no name of a metric: texts, labels, ranges, and what is grouped by. */
    private static final Pattern BESIDE =
            Pattern.compile("\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(?:by|without)\\s*\\([^)]*\\)");

    private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_][a-zA-Z0-9_]*\\b(?!\\s*\\()");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"");

    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool");

    /** The one metric that Prometheus makes by itself. */
    private static final String UP = "up";

    private static TestApp app;
    private static Scrape scrape;

    @BeforeAll
    static void scrape_an_app_in_which_everything_has_happened() {
        app = TestApp.start();
        app.provisioningKey();
        do {
            // What is told of it comes with the first one.
            System.gc();
            app.call("GET", "/nothing", Map.of());
            scrape = app.scrape();
        } while (!scrape.families().containsKey("jvm_gc_pause_seconds"));
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void the_dashboard_names_metrics_that_there_are() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(FOLDER.resolve("grafana-dashboard.json").toFile());
        assertThat(dashboard.get("uid").textValue()).isEqualTo("device-registration");
        List<String> expressions = new ArrayList<>();
        dashboard
                .get("panels")
                .forEach(panel -> panel.path("targets")
                        .forEach(target -> expressions.add(target.get("expr").textValue())));
        assertThat(expressions).hasSizeGreaterThan(20).allSatisfy(OperationsFilesTest::assertAnswerable);
    }

    @Test
    void the_alerts_name_metrics_that_there_are() throws IOException {
        List<String> expressions = new ArrayList<>();
        Map<String, List<Map<String, Object>>> file = new Yaml().load(Files.readString(FOLDER.resolve("alerts.yaml")));
        for (Map<String, Object> group : file.get("groups")) {
            for (Object rule : (List<?>) group.get("rules")) {
                Map<?, ?> alert = (Map<?, ?>) rule;
                assertThat(alert.get("alert")).asString().startsWith("DeviceRegistration");
                assertThat((Map<?, ?>) alert.get("annotations")).hasSize(2);
                expressions.add((String) alert.get("expr"));
            }
        }
        assertThat(expressions).hasSizeGreaterThan(5).allSatisfy(OperationsFilesTest::assertAnswerable);
    }

    @Test
    void an_expression_that_names_none_is_seen() {
        assertThat(namesIn("sum by (le) (rate(http_server_requests_seconds_bucket{route=\"x y\"}[5m])) > bool 1e9 / z"))
                .containsExactly("http_server_requests_seconds_bucket", "z");
    }

    private static void assertAnswerable(String expression) {
        Set<String> names = new HashSet<>(namesIn(expression));
        assertThat(names).as(expression).isNotEmpty();
        names.remove(UP);
        assertThat(scrapedNames()).as(expression).containsAll(names);
        Matcher label = LABEL.matcher(expression);
        while (label.find()) {
            // Prometheus adds these two of its own.
            if (!Set.of("job", "instance").contains(label.group(1))) {
                assertThat(scrape.text()).as(expression).contains(label.group(1) + "=\"");
            }
        }
    }

    private static List<String> namesIn(String expression) {
        Matcher name = NAME.matcher(BESIDE.matcher(expression).replaceAll(" "));
        List<String> names = new ArrayList<>();
        while (name.find()) {
            if (!WORDS.contains(name.group())) {
                names.add(name.group());
            }
        }
        return names;
    }

    /** Of samples, as expressions name them: a histogram is not one, its buckets are. */
    private static Set<String> scrapedNames() {
        Set<String> names = new HashSet<>();
        scrape.text()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> names.add(line.replaceAll("[{ ].*", "")));
        return names;
    }
}
