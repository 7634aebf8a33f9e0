package io.deviceregistration.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/** A provisioning key and a device that it registered, and calls of theirs that are in order. */
record ContractSite(String provisioningKey, String keyId, String deviceKey, String deviceId) {

    static final String REGISTER = "/api/v1/devices/register";
    static final String KEYS = "/api/v1/edge/keys";

    private static final String DEVICES = "/api/v1/devices";
    private static final String DEVICE = """
            {"name": "%s", "location": "Hall 3", "type": "pump", "attributes": {"serial": "A-17"}}""";

    static ContractSite on(ContractServer server) {
        JsonNode key = server.get(admin("POST", KEYS).withBody("{\"label\": \"Site\"}"));
        JsonNode device = server.get(register(key.get("key").textValue()));
        return new ContractSite(
                key.get("key").textValue(),
                key.get("id").textValue(),
                device.get("device_key").textValue(),
                device.get("device_id").textValue());
    }

    static Call admin(String method, String path) {
        return new Call(method, path).with("Authorization", "Bearer administrator");
    }

    /** A new device's registration. */
    static Call register(String provisioningKey) {
        return new Call("POST", REGISTER)
                .with("X-Provisioning-Key", provisioningKey)
                .withBody(DEVICE.formatted("Pump " + UUID.randomUUID()));
    }

    /** A valid call of an operation, with all that it may have. */
    Call call(String operationId) {
        return switch (operationId) {
            case "registerDevice" ->
                register(provisioningKey)
                        .with("Idempotency-Key", UUID.randomUUID().toString());
            case "readOwnDevice" -> appliance("GET", DEVICES + "/self");
            case "rotateDeviceKey" -> appliance("POST", DEVICES + "/self/device-key");
            case "verifyDevice" -> appliance("GET", DEVICES + "/verify");
            case "verifyDeviceBelow" -> appliance("GET", DEVICES + "/verify/ingest");
            case "createProvisioningKey" ->
                admin("POST", KEYS)
                        .withBody(
                                "{\"label\": \"Site\", \"expires_at\": \"2030-01-01T00:00:00+01:00\", \"max_registrations\": 7}");
            case "listProvisioningKeys" -> admin("GET", KEYS).withQuery("status=active&limit=1");
            case "readProvisioningKey" -> admin("GET", key(""));
            case "relabelProvisioningKey" -> admin("PATCH", key("")).withBody("{\"label\": \"Other site\"}");
            case "revokeProvisioningKey" -> admin("POST", key("/revoke"));
            case "disableDevicesOfProvisioningKey" ->
                admin("POST", key("/disable-devices"))
                        .withBody("{\"registered_since\": \"2026-01-01T00:00:00Z\", \"dry_run\": true}");
            case "listDevices" ->
                admin("GET", DEVICES)
                        .withQuery("provisioning_key_id=" + keyId
                                + "&status=active&name=pump&registered_since=2026-01-01T00:00:00Z&limit=1");
            case "readDevice" -> admin("GET", device(""));
            case "describeDevice" ->
                admin("PATCH", device(""))
                        .withBody("{\"location\": null, \"type\": \"fan\", \"attributes\": {\"serial\": \"A-18\"}}");
            case "deleteDevice" -> admin("DELETE", device(""));
            case "replaceDeviceKey" -> admin("POST", device("/device-key"));
            case "openReregistration" ->
                admin("POST", device("/reregistration")).withBody("{\"minutes\": 5}");
            case "closeReregistration" -> admin("DELETE", device("/reregistration"));
            case "disableDevice" -> admin("POST", device("/disable"));
            case "enableDevice" -> admin("POST", device("/enable"));
            case "listAuditEvents" ->
                admin("GET", "/api/v1/audit").withQuery("object_id=" + deviceId + "&actor_id=" + keyId + "&limit=1");
            case "readApiDescription" -> new Call("GET", ApiDescription.DOCUMENT);
            default -> throw new AssertionError("say here what a valid call of " + operationId + " is");
        };
    }

    private Call appliance(String method, String path) {
        return new Call(method, path).with("X-Device-Key", deviceKey);
    }

    private String key(String more) {
        return KEYS + "/" + keyId + more;
    }

    private String device(String more) {
        return DEVICES + "/" + deviceId + more;
    }
}
