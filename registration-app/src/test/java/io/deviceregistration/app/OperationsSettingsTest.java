package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.app.OperationsSettings.Address;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OperationsSettingsTest {

    @Test
    void leave_metrics_and_health_with_the_api_and_lines_plain() {
        assertThat(settings(Map.of())).isEqualTo(new OperationsSettings(null, Duration.ZERO, LogFormat.PLAIN));
    }

    @Test
    void take_all_that_can_be_set() {
        assertThat(settings(Map.of(
                        Setting.MANAGEMENT_HOST, "::1",
                        Setting.MANAGEMENT_PORT, "9090",
                        Setting.DRAIN_PERIOD, "10s",
                        Setting.LOG_FORMAT, "JSON")))
                .isEqualTo(new OperationsSettings(new Address("::1", 9090), Duration.ofSeconds(10), LogFormat.JSON));
    }

    @Test
    void listen_on_loopback_unless_a_host_is_set() {
        assertThat(settings(Map.of(Setting.MANAGEMENT_PORT, "9090")).ownAddress())
                .isEqualTo(new Address("127.0.0.1", 9090));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1"})
    void allow_other_hosts_with_an_issuer_alone(String host) {
        Map<Setting, String> development = Map.of(Setting.MANAGEMENT_PORT, "9090", Setting.MANAGEMENT_HOST, host);
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> settings(development))
                .withMessageContaining("--management-host")
                .withMessageContaining("loopback");
        assertThat(settings(Map.of(
                                Setting.MANAGEMENT_PORT, "9090",
                                Setting.MANAGEMENT_HOST, host,
                                Setting.JWT_ISSUER, "https://login.example.com",
                                Setting.JWT_AUDIENCE, "x"))
                        .ownAddress())
                .isEqualTo(new Address(host, 9090));
    }

    private static OperationsSettings settings(Map<Setting, String> flags) {
        return Settings.of(new SettingSources(flags, Map.of(), null)).operations();
    }
}
