package io.deviceregistration.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An operation of the description, and what it says of it. */
record DescribedOperation(DescribedApi api, String method, String path, JsonNode node, JsonNode pathItem) {

    String id() {
        return node.get("operationId").textValue();
    }

    /** What it may answer: statuses, and each problem's code beside its status. */
    Set<String> answers() {
        Set<String> answers = new TreeSet<>();
        DescribedApi.fields(node.get("responses")).forEach(response -> {
            List<String> codes = codes(api.resolve(response.getValue()));
            if (codes.isEmpty()) {
                answers.add(response.getKey());
            }
            codes.forEach(code -> answers.add(response.getKey() + " " + code));
        });
        return answers;
    }

    private static List<String> codes(JsonNode response) {
        JsonNode problem = response.at("/content/application~1problem+json");
        return problem.isMissingNode()
                ? List.of()
                : List.copyOf(DescribedApi.texts(problem.at("/schema/allOf/1/properties/code/enum")));
    }

    /** Whether an answer of this status has a body. */
    boolean describesContent(int status) {
        return api.resolve(node.get("responses").get(String.valueOf(status))).has("content");
    }

    /** The name of the security scheme that it goes by, or nothing. */
    String credentials() {
        return node.get("security").isEmpty()
                ? ""
                : node.at("/security/0").fieldNames().next();
    }

    boolean hasBody() {
        return node.has("requestBody");
    }

    /** The members of its body. */
    Set<String> bodyMembers() {
        return DescribedApi.names(api.resolve(node.at("/requestBody/content/application~1json/schema"))
                .get("properties"));
    }

    /** The names of its parameters of this kind. */
    List<String> parameters(String in) {
        return Stream.of(pathItem, node)
                .flatMap(owner -> StreamSupport.stream(owner.path("parameters").spliterator(), false))
                .map(api::resolve)
                .filter(parameter -> parameter.get("in").textValue().equals(in))
                .map(parameter -> parameter.get("name").textValue())
                .toList();
    }

    @Override
    public String toString() {
        return id();
    }
}
