package io.deviceregistration.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deviceregistration.core.fault.StorageUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * That a running server answers as its own {@code /openapi.json} says: for each operation every status and code that is
 * described is brought about over HTTP, none comes that is not, and each answer is held against the document by a library
 * that knows nothing of this project.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ContractTest {

    private static final String NO_KEY = "nonsense";
    private static final String TOO_LONG = "x".repeat(9000);

    private ContractServer server;
    private DescribedApi api;
    private DescriptionCheck check;
    private Map<String, Reply> whileStopping;

    @BeforeAll
    void start() throws Exception {
        server = new ContractServer();
        api = DescribedApi.parse(
                server.send(new Call("GET", ApiDescription.DOCUMENT)).body());
        check = new DescriptionCheck(api.strict());
        ContractSite site = ContractSite.on(server);
        try (StoppingServer stopping = new StoppingServer(server.http(1))) {
            whileStopping = stopping.answers(api.operations().stream()
                    .collect(Collectors.toMap(DescribedOperation::id, operation -> site.call(operation.id()))));
        }
    }

    @AfterAll
    void stop() {
        check.close();
        server.close();
    }

    List<DescribedOperation> operations() {
        return api.operations();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void gives_every_answer_that_is_described_and_no_other(DescribedOperation operation) {
        Provocations provocations = new Provocations(operation);
        provocations.all();
        assertThat(provocations.seen).isEqualTo(operation.answers());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void refuses_the_methods_that_are_not_described(DescribedOperation operation) {
        Set<String> allowed = api.operations().stream()
                .filter(other -> other.path().equals(operation.path()))
                .flatMap(other -> other.method().equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(other.method()))
                .collect(Collectors.toCollection(TreeSet::new));
        Call call = ContractSite.on(server).call(operation.id());
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
            if (operation.id().startsWith("verifyDevice")) {
                assertThat(server.send(call.withMethod(method)).status()).isBetween(200, 204);
            } else if (!allowed.contains(method)) {
                Reply reply = server.send(call.withMethod(method));
                assertThat(reply.answer()).isEqualTo("405 method-not-allowed");
                assertThat(new TreeSet<>(
                                List.of(reply.headers().get("allow").get(0).split(", "))))
                        .isEqualTo(allowed);
                assertThat(check.complaintOf(operation, reply)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void answers_head_where_get_is_described(DescribedOperation operation) {
        if (operation.method().equals("GET")) {
            Call call = ContractSite.on(server).call(operation.id());
            Reply head = server.send(call.withMethod("HEAD"));
            assertThat(head.status()).isEqualTo(server.send(call).status());
            assertThat(head.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "has a member that is not described, /components/schemas/ProvisioningKey/properties, hint, , readProvisioningKey, 200",
        "lacks a member, /components/schemas/ProvisioningKey, required, '[\"owner\"]', readProvisioningKey, 200",
        "has another type, /components/schemas/ProvisioningKey/properties, id, '{\"type\": \"integer\"}', readProvisioningKey, 200",
        "has another status, /paths/~1api~1v1~1edge~1keys~1{id}/get/responses, 200, , readProvisioningKey, 200",
        "has another code, /components/responses/TokenInvalid/content/application~1problem+json/schema/allOf/1/properties,"
                + " code, '{\"const\": \"other\"}', readProvisioningKey, 401",
        "has another media type, /components/responses/TokenInvalid, content,"
                + " '{\"application/json\": {\"schema\": {\"type\": \"object\"}}}', readProvisioningKey, 401",
        "lacks a header, /components/headers/WWW-Authenticate/schema, type, '\"integer\"', readProvisioningKey, 401",
        "lacks a header, /components/responses/TokenInvalid/headers, X-Other,"
                + " '{\"required\": true, \"schema\": {\"type\": \"string\"}}', readProvisioningKey, 401"
    })
    void notices_an_answer_that(
            String fault, String pointer, String member, @Nullable String instead, String operationId, int status) {
        DescribedApi other = api.strict();
        ObjectNode changed = (ObjectNode) other.root().at(pointer);
        if (instead == null) {
            assertThat(changed.remove(member)).isNotNull();
        } else {
            changed.set(member, DescribedApi.json(instead));
        }
        DescribedOperation operation = api.operations().stream()
                .filter(candidate -> candidate.id().equals(operationId))
                .findFirst()
                .orElseThrow();
        Call call = ContractSite.on(server).call(operationId);
        Reply reply = server.send(status == 401 ? call.without("Authorization") : call);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(check.complaintOf(operation, reply)).isEmpty();
        try (DescriptionCheck stricter = new DescriptionCheck(other)) {
            assertThat(stricter.complaintOf(operation, reply)).as(fault).isPresent();
        }
    }

    /** All that has an operation answer otherwise than well, and that it answers well. */
    private final class Provocations {

        private final DescribedOperation operation;
        private final Set<String> seen = new TreeSet<>();

        Provocations(DescribedOperation operation) {
            this.operation = operation;
        }

        void all() {
            succeed();
            expect("414 uri-too-long", server.send(valid().withQuery(TOO_LONG)));
            expect("431 headers-too-large", server.send(valid().with("X-Padding", TOO_LONG)));
            expect("503 overloaded", whileStopping.get(operation.id()));
            if (!operation.id().equals("verifyDeviceBelow")) {
                expect("400 invalid-request", server.send(valid().withQuery("x=%ff")));
            }
            if (!operation.id().startsWith("verifyDevice")) {
                expect("413 body-too-large", server.send(valid().withBody("x".repeat(RequestBody.MAX_BYTES + 1))));
            }
            if (operation.hasBody()) {
                spoilTheBody();
            }
            spoilTheParameters();
            if (!operation.credentials().isEmpty()) {
                spoilTheCredentials();
                breakTheStore();
            }
        }

        private void succeed() {
            Call call = valid();
            assertThat(check.complaintOf(operation, call)).isEmpty();
            Reply reply = server.send(call);
            assertThat(reply.status()).as(reply.body()).isBetween(200, 299);
            see(reply);
            if (operation.parameters("header").contains("If-None-Match")) {
                Reply known = server.send(
                        call.with("If-None-Match", reply.headers().get("etag").get(0)));
                expect("304", known);
            }
        }

        private void spoilTheBody() {
            expect("400 malformed-json", server.send(valid().withBody("{")));
            expect("415 unsupported-media-type", server.send(valid().without("Content-Type")));
            expect("408 request-timeout", server.sendInPart(valid()));
            Set<String> members = operation.bodyMembers();
            Call bad = valid().withBody(members.stream().collect(Collectors.joining("\": [1], \"", "{\"", "\": [1]}")));
            assertThat(check.complaintOf(operation, bad)).isPresent();
            assertThat(pointers(expect("400 invalid-request", server.send(bad))))
                    .isEqualTo(members.stream().map(member -> "/" + member).collect(Collectors.toSet()));
        }

        private void spoilTheParameters() {
            for (String name : operation.parameters("query")) {
                Call twice = valid().withPath(valid().pathAlone()).withQuery(name + "=1&" + name + "=1");
                if (name.equals("cursor")) {
                    expect(
                            "400 invalid-cursor",
                            server.send(valid().withPath(valid().pathAlone()).withQuery("cursor=AAAA")));
                }
                assertThat(pointers(expect("400 invalid-request", server.send(twice))))
                        .containsExactly("/" + name);
            }
            if (operation.parameters("header").contains("Idempotency-Key")) {
                Call bad = valid().with("Idempotency-Key", "short");
                assertThat(check.complaintOf(operation, bad)).isPresent();
                assertThat(pointers(expect("400 invalid-request", server.send(bad))))
                        .containsExactly("/Idempotency-Key");
            }
            if (operation.parameters("path").contains("id")) {
                Call elsewhere = valid();
                expect(
                        "404 not-found",
                        server.send(elsewhere.withPath(elsewhere
                                .path()
                                .replaceFirst("[0-9a-f-]{36}", UUID.randomUUID().toString()))));
            }
        }

        private void spoilTheCredentials() {
            switch (operation.credentials()) {
                case "provisioningKey" -> {
                    spoil("X-Provisioning-Key", NO_KEY, "invalid-provisioning-key");
                    refuseTheProvisioningKey();
                    conflict();
                }
                case "deviceKey" -> {
                    spoil("X-Device-Key", NO_KEY, "invalid-device-key");
                    ContractSite disabled = ContractSite.on(server);
                    server.get(disabled.call("disableDevice"));
                    expect("403 device-disabled", server.send(disabled.call(operation.id())));
                }
                default -> {
                    spoil("Authorization", "Bearer " + NO_KEY, "invalid-token");
                    expect("403 not-an-administrator", server.send(valid().with("Authorization", "Bearer somebody")));
                    expect(
                            "503 identity-provider-unavailable",
                            server.send(valid().with("Authorization", "Bearer unknown")));
                }
            }
        }

        private void spoil(String header, String value, String code) {
            Call without = valid().without(header);
            expect("401 missing-credentials", server.send(without));
            expect("401 " + code, server.send(valid().with(header, value)));
            Reply again = server.sendTwice(valid().with(header, value));
            expect(operation.id().startsWith("verifyDevice") ? "401 " + code : "429 too-many-requests", again);
        }

        private void refuseTheProvisioningKey() {
            ContractSite revoked = ContractSite.on(server);
            server.get(revoked.call("revokeProvisioningKey"));
            expect("403 provisioning-key-revoked", server.send(revoked.call(operation.id())));
            String exhausted = newKey("\"max_registrations\": 1");
            server.get(ContractSite.register(exhausted));
            expect("403 provisioning-key-exhausted", server.send(ContractSite.register(exhausted)));
            String expired =
                    newKey("\"expires_at\": \"" + server.clock().instant().plusSeconds(60) + "\"");
            server.clock().advance(Duration.ofMinutes(2));
            expect("403 provisioning-key-expired", server.send(ContractSite.register(expired)));
        }

        private String newKey(String member) {
            return server.get(ContractSite.admin("POST", ContractSite.KEYS)
                            .withBody("{\"label\": \"Site\", " + member + "}"))
                    .get("key")
                    .textValue();
        }

        private void conflict() {
            Call first = valid();
            JsonNode device = server.get(first);
            expect("409 device-name-taken", server.send(first.without("Idempotency-Key")));
            Call other = valid();
            server.get(other);
            expect("409 idempotency-key-reused", server.send(other.withBody("{\"name\": \"another\"}")));
            server.get(new Call("GET", "/api/v1/devices/self")
                    .with("X-Device-Key", device.get("device_key").textValue()));
            expect("409 already-registered", server.send(first));
        }

        private void breakTheStore() {
            expect("500 internal-error", server.sendDuring(broken(), valid()));
            expect(
                    "503 storage-unavailable",
                    server.sendDuring(new StorageUnavailableException("the database is away"), valid()));
        }

        private IllegalStateException broken() {
            IllegalStateException broken = new IllegalStateException("broken");
            // It is logged, and not of interest.
            broken.setStackTrace(new StackTraceElement[0]);
            return broken;
        }

        /** A valid call on what is there for it alone. */
        private Call valid() {
            return ContractSite.on(server).call(operation.id());
        }

        private Reply expect(String answer, Reply reply) {
            assertThat(reply.answer()).isEqualTo(answer);
            see(reply);
            return reply;
        }

        private void see(Reply reply) {
            seen.add(reply.answer());
            assertThat(check.complaintOf(operation, reply)).as(reply.answer()).isEmpty();
            assertThat(reply.body().isEmpty())
                    .as(reply.answer())
                    .isEqualTo(!operation.describesContent(reply.status()));
        }

        private Set<String> pointers(Reply reply) {
            return StreamSupport.stream(reply.json().get("errors").spliterator(), false)
                    .map(error -> error.get("pointer").textValue())
                    .collect(Collectors.toSet());
        }
    }
}
