package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.deviceregistration.app.process.Api.ProvisioningKey;
import io.deviceregistration.app.process.Api.Registered;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether an app keeps what it promised before, and nothing is there half. */
final class PromiseCheck {

    private final Api api;
    private final List<JsonNode> devices;
    private final List<JsonNode> keys;
    private final List<JsonNode> events;

    PromiseCheck(Api api) {
        this.api = api;
        this.devices = api.list("/api/v1/devices");
        this.keys = api.list("/api/v1/edge/keys");
        this.events = api.list("/api/v1/audit");
    }

    /** Whether every answered registration is there, and its key works. */
    PromiseCheck keeps(Collection<Registered> answered) {
        assertThat(texts(devices, "device_id"))
                .doesNotHaveDuplicates()
                .containsAll(answered.stream().map(Registered::deviceId).toList());
        assertThat(answered)
                .allSatisfy(device -> assertThat(api.self(device.deviceKey())).isEqualTo(device.deviceId()));
        return this;
    }

    /** Whether every answered revocation is honoured. */
    PromiseCheck refuses(Collection<ProvisioningKey> revoked) {
        assertThat(revoked)
                .allSatisfy(key -> assertThat(
                                api.tryRegister(key, "late for " + key.id()).body())
                        .contains("provisioning-key-revoked"));
        return this;
    }

    /**
     * Whether devices, answered or not, are whole, each is counted once by the key that it came by, and the audit tells
     * of each change once.
     */
    PromiseCheck isWhole() {
        assertThat(devices).allSatisfy(PromiseCheck::assertWhole);
        assertThat(texts(devices, "name")).doesNotHaveDuplicates();
        Map<String, Long> listed = devices.stream()
                .collect(Collectors.groupingBy(
                        device -> device.get("provisioning_key_id").textValue(), Collectors.counting()));
        assertThat(texts(keys, "id")).containsAll(listed.keySet());
        assertThat(keys).allSatisfy(key -> {
            long registrations = key.get("registrations").longValue();
            assertThat(registrations)
                    .isEqualTo(listed.getOrDefault(key.get("id").textValue(), 0L));
            assertThat(registrations)
                    .isLessThanOrEqualTo(key.path("max_registrations").asLong(Long.MAX_VALUE));
        });
        assertThat(objects("device_registered")).containsExactlyInAnyOrderElementsOf(texts(devices, "device_id"));
        assertThat(objects("provisioning_key_created")).containsExactlyInAnyOrderElementsOf(texts(keys, "id"));
        assertThat(objects("provisioning_key_revoked"))
                .containsExactlyInAnyOrderElementsOf(keys.stream()
                        .filter(key -> key.get("status").textValue().equals("revoked"))
                        .map(key -> key.get("id").textValue())
                        .toList());
        return this;
    }

    private List<String> objects(String action) {
        return events.stream()
                .filter(event -> event.get("action").textValue().equals(action))
                .map(event -> event.get("object").get("id").textValue())
                .toList();
    }

    int devices() {
        return devices.size();
    }

    private static void assertWhole(JsonNode device) {
        assertThat(device.get("name").textValue()).startsWith("round ");
        assertThat(device.get("tenant_id").textValue()).isEqualTo("demo");
        assertThat(device.get("status").textValue()).isEqualTo("active");
        assertThat(device.get("registered_at").textValue()).isNotBlank();
    }

    private static List<String> texts(List<JsonNode> items, String member) {
        return items.stream().map(item -> item.get(member).textValue()).toList();
    }
}
