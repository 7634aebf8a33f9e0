package io.deviceregistration.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The API's description, as tests read it. */
record DescribedApi(JsonNode root) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete", "head", "options");

    /** The document in this module. */
    static DescribedApi ofThisModule() {
        try (InputStream in = ApiDescription.class.getResourceAsStream("openapi/openapi.json")) {
            return new DescribedApi(JSON.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DescribedApi parse(String text) {
        return new DescribedApi(json(text));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<DescribedOperation> operations() {
        return fields(root.get("paths"))
                .flatMap(path -> fields(path.getValue())
                        .filter(item -> METHODS.contains(item.getKey()))
                        .map(item -> new DescribedOperation(
                                this, item.getKey().toUpperCase(), path.getKey(), item.getValue(), path.getValue())))
                .toList();
    }

    /** What a reference leads to; anything else is itself. */
    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? resolve(root.at(node.get("$ref").textValue().substring(1))) : node;
    }

    JsonNode schema(String name) {
        return root.at("/components/schemas/" + name);
    }

    /**
     * The same document, but stricter than clients may be: no answer or request has members that it doesn't know, and every
     * path has the answer to methods that it doesn't have, which OpenAPI has no place for.
     */
    DescribedApi strict() {
        ObjectNode copy = root.deepCopy();
        // The library takes no relative ones.
        copy.remove("servers");
        fields(copy.at("/components/schemas"))
                .map(Map.Entry::getValue)
                .filter(schema -> schema.has("properties"))
                .forEach(schema -> ((ObjectNode) schema).put("unevaluatedProperties", false));
        new DescribedApi(copy)
                .operations()
                .forEach(operation -> ((ObjectNode) operation.node().get("responses"))
                        .putObject("405")
                        .put("$ref", "#/components/responses/MethodNotAllowed"));
        return new DescribedApi(copy);
    }

    static Stream<Map.Entry<String, JsonNode>> fields(JsonNode node) {
        return node.properties().stream();
    }

    static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static Set<String> texts(JsonNode array) {
        return new TreeSet<>(StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::textValue)
                .toList());
    }
}
