package io.deviceregistration.app.browser;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.RequestOptions;
import io.deviceregistration.app.TestApp;
import java.util.Map;

/** Calls the API as an appliance does. */
record Appliance(APIRequestContext http, String url) {

    static Appliance of(BrowserExtension browser, TestApp app) {
        return new Appliance(browser.context().request(), app.url());
    }

    APIResponse register(String provisioningKey, String name) {
        return register(provisioningKey, Map.of("name", name, "location", "Hall 3", "type", "pump"));
    }

    APIResponse register(String provisioningKey, Map<String, ?> request) {
        return http.post(
                url + "/api/v1/devices/register",
                RequestOptions.create()
                        .setHeader("X-Provisioning-Key", provisioningKey)
                        .setData(request));
    }

    APIResponse self(String deviceKey) {
        return http.get(url + "/api/v1/devices/self", RequestOptions.create().setHeader("X-Device-Key", deviceKey));
    }

    /** The device key in the answer to a registration. */
    static String deviceKey(APIResponse registered) {
        return registered.text().replaceFirst(".*\"device_key\":\"([^\"]+)\".*", "$1");
    }
}
