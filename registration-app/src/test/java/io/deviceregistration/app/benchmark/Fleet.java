package io.deviceregistration.app.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Devices that are registered over HTTP, for what is measured afterwards. */
final class Fleet {

    /** A device with its key. */
    record Member(String id, String key) {}

    private static final int CONNECTIONS = 32;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Fleet() {}

    static List<Member> register(int port, Requests requests, String provisioningKey, int count) {
        List<Member> members = Collections.synchronizedList(new ArrayList<>());
        Load.Figures figures = new Load(port, CONNECTIONS, 201, requests.register(provisioningKey, count))
                .runToEnd(answer -> members.add(member(answer)));
        if (figures.errors() > 0) {
            throw new IllegalStateException(figures.errors() + " of " + count + " registrations failed");
        }
        if (members.size() != count) {
            throw new IllegalStateException(members.size() + " devices registered, not " + count);
        }
        return List.copyOf(members);
    }

    private static Member member(String answer) {
        try {
            JsonNode device = JSON.readTree(answer);
            return new Member(
                    device.get("device_id").textValue(),
                    device.get("device_key").textValue());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a registration's answer: " + answer, e);
        }
    }
}
