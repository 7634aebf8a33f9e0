package io.deviceregistration.app;

import io.deviceregistration.http.HttpSettings;
import io.deviceregistration.http.ProxyHeader;

/** How clients are told apart and which browsers' pages are let in, out of the app's settings. */
final class ClientSettings {

    private ClientSettings() {}

    /** @throws SettingsException naming the first bad setting */
    static HttpSettings of(SettingSources sources) {
        HttpSettings.Builder builder = HttpSettings.builder()
                .failuresPerMinute(Settings.integer(
                        sources, Setting.FAILED_CREDENTIALS_PER_MINUTE, 1, HttpSettings.MAX_FAILURES_PER_MINUTE));
        Settings.required(sources, Setting.PROXY_HEADER, name -> builder.proxyHeader(ProxyHeader.of(name)));
        sources.find(Setting.TRUSTED_PROXIES)
                .ifPresent(
                        set -> Settings.checked(set.source(), () -> builder.trustedProxies(Settings.list(set.text()))));
        sources.find(Setting.CORS_ORIGINS)
                .ifPresent(set -> Settings.checked(set.source(), () -> builder.corsOrigins(Settings.list(set.text()))));
        return builder.build();
    }
}
