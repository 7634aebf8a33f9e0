package io.deviceregistration.persistence.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deviceregistration.core.device.DeviceAttributes;
import io.deviceregistration.core.fault.StorageException;
import java.util.TreeMap;

/** A device's attributes as the JSON text that their column holds. */
final class AttributesJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<TreeMap<String, String>> STRINGS = new TypeReference<>() {};

    /** What most devices have. */
    private static final String NONE = "{}";

    private AttributesJson() {}

    static String write(DeviceAttributes attributes) {
        try {
            return MAPPER.writeValueAsString(attributes.values());
        } catch (JsonProcessingException e) {
            throw new StorageException("a device's attributes can't be written as JSON", e);
        }
    }

    static DeviceAttributes read(String json) {
        if (json.equals(NONE)) {
            return DeviceAttributes.NONE;
        }
        try {
            return DeviceAttributes.of(MAPPER.readValue(json, STRINGS));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new StorageException("a device's stored attributes are damaged", e);
        }
    }
}
