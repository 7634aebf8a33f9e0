package io.deviceregistration.app;

import io.deviceregistration.app.SettingSources.Sourced;
import java.time.Duration;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * How the app is watched and stopped.
 *
 * @param ownAddress where metrics and health are served; null: where the API is
 * @param drainPeriod how long requests are served on after the app has been told to stop
 */
record OperationsSettings(@Nullable Address ownAddress, Duration drainPeriod, LogFormat logFormat) {

    /** A place to listen on; port 0: any free one. */
    record Address(String host, int port) {}

    /**
     * @param development whether only a loopback address may be listened on
     * @throws SettingsException naming the first bad setting, or a host without a port
     */
    static OperationsSettings of(SettingSources sources, boolean development) {
        return new OperationsSettings(
                ownAddress(sources, development),
                Settings.required(sources, Setting.DRAIN_PERIOD, Settings::seconds),
                Settings.required(sources, Setting.LOG_FORMAT, LogFormat::of));
    }

    private static @Nullable Address ownAddress(SettingSources sources, boolean development) {
        Sourced port = sources.find(Setting.MANAGEMENT_PORT).orElse(null);
        if (port == null) {
            String host = sources.whichAreSet(EnumSet.of(Setting.MANAGEMENT_HOST));
            if (!host.isEmpty()) {
                throw new SettingsException(host + ": only together with " + Setting.MANAGEMENT_PORT.flag());
            }
            return null;
        }
        return new Address(
                Settings.required(sources, Setting.MANAGEMENT_HOST, host -> Settings.host(host, development)),
                Settings.integer(sources, Setting.MANAGEMENT_PORT, 0, Settings.MAX_PORT));
    }
}
