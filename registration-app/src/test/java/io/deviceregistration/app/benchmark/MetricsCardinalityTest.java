package io.deviceregistration.app.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.app.Scrape;
import io.deviceregistration.app.TestApp;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That metrics don't grow with the fleet: it takes a load driver to have one. */
@Timeout(180)
final class MetricsCardinalityTest {

    private static final int FEW = 10;
    private static final int MANY = 10_000;
    private static final int CONNECTIONS = 8;

    @Test
    void ten_thousand_devices_make_no_series_more_than_ten() {
        try (TestApp app = TestApp.serving(Map.of("http-port", "0"))) {
            String key = app.createKey("demo", "fleet");
            Requests requests = new Requests();
            serve(app, requests, key, FEW);
            // The first scrape is a request by itself, which the second one tells of.
            app.scrape();
            List<String> few = steady(app.scrape());
            List<Fleet.Member> fleet = serve(app, requests, key, MANY);
            Scrape many = app.scrape();
            assertThat(steady(many)).containsExactlyInAnyOrderElementsOf(few);
            assertThat(many.value("device_registrations_total", "outcome", "registered"))
                    .isEqualTo(FEW + MANY);
            assertThat(many.value("device_authentications_total", "outcome", "accepted"))
                    .isEqualTo(FEW + MANY);
            assertThat(many.text()).doesNotContain("demo", fleet.get(0).id(), "dvc_", "pvk_");
        }
    }

    private static List<Fleet.Member> serve(TestApp app, Requests requests, String key, int devices) {
        int port = URI.create(app.url()).getPort();
        List<Fleet.Member> fleet = Fleet.register(port, requests, key, devices);
        assertThat(new Load(port, CONNECTIONS, 204, Requests.verifyOnce(fleet))
                        .runToEnd(answer -> {})
                        .errors())
                .isZero();
        return fleet;
    }

    /** Without those of kinds of garbage collection, which come with the first of their kind. */
    private static List<String> steady(Scrape scrape) {
        return scrape.series().stream()
                .filter(series -> !series.startsWith("jvm_gc_pause"))
                .toList();
    }
}
