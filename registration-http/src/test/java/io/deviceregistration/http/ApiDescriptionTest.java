package io.deviceregistration.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deviceregistration.core.audit.Actor;
import io.deviceregistration.core.audit.AuditAction;
import io.deviceregistration.core.audit.AuditObject;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.value.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The description as a document: that it is one, says what the code says, and is served. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ApiDescriptionTest {

    /** What browsers get: the pages are no API. */
    private static final Set<String> OF_PAGES = Set.of(
            "GET /",
            "GET " + RegistrationPage.PATH,
            "GET " + RegistrationPage.PATH + "/config.json",
            "POST " + RegistrationPage.PATH + "/development-token",
            "GET " + RegistrationPage.ASSETS + "<file>",
            "GET " + ApiDescription.PAGE,
            "GET " + ApiDescription.ASSETS + "<file>");

    /** Codes that no operation answers: what has the first has no operation, and the second is of the page in development mode. */
    private static final Set<String> OF_NO_OPERATION = Set.of("method-not-allowed", "foreign-origin");

    private final DescribedApi api = DescribedApi.ofThisModule();
    private final ContractServer server = new ContractServer();

    @AfterAll
    void stop() {
        server.close();
    }

    List<DescribedOperation> operations() {
        return api.operations();
    }

    @Test
    void is_an_openapi_document_by_the_schema_of_openapi() {
        assertThat(api.root().get("openapi").textValue()).isEqualTo("3.1.0");
        ObjectNode broken = api.root().deepCopy();
        broken.remove("servers");
        new DescriptionCheck(new DescribedApi(broken)).close();
        ((ObjectNode) broken.get("info")).remove("title");
        assertThatThrownBy(() -> new DescriptionCheck(new DescribedApi(broken))).hasMessageContaining("invalid");
    }

    @Test
    void describes_every_route_and_no_other() {
        Set<String> described =
                api.operations().stream().map(ApiDescriptionTest::route).collect(Collectors.toCollection(TreeSet::new));
        Set<String> served = server.routes();
        assertThat(served).containsAll(OF_PAGES);
        served.removeAll(OF_PAGES);
        assertThat(described).isEqualTo(served);
    }

    private static String route(DescribedOperation operation) {
        return operation.method() + " " + operation.path();
    }

    @Test
    void names_every_problem_as_the_code_does() {
        List<String> codes =
                Arrays.stream(ProblemCode.values()).map(ProblemCode::code).toList();
        assertThat(DescribedApi.texts(api.schema("ProblemCode").get("enum"))).hasSameElementsAs(codes);
        JsonNode examples = api.root().at("/components/examples");
        assertThat(DescribedApi.names(examples)).hasSameElementsAs(codes);
        for (ProblemCode code : ProblemCode.values()) {
            JsonNode example = examples.get(code.code());
            assertThat(example.get("summary").textValue()).isEqualTo(code.title());
            assertThat(example.get("value"))
                    .isEqualTo(DescribedApi.json("""
                            {"type": "urn:problem:device-registration:%s", "title": "%s", "status": %d, "code": "%s"}""".formatted(code.code(), code.title(), code.status(), code.code()))
                            .<ObjectNode>deepCopy()
                            .setAll((ObjectNode) example.get("value")));
        }
        Set<String> answered = api.operations().stream()
                .flatMap(operation -> operation.answers().stream())
                .filter(answer -> answer.contains(" "))
                .map(answer -> answer.split(" ")[1])
                .collect(Collectors.toCollection(TreeSet::new));
        answered.addAll(OF_NO_OPERATION);
        assertThat(answered).hasSameElementsAs(codes);
    }

    @Test
    void knows_the_same_words_as_the_code() {
        assertThat(DescribedApi.texts(api.schema("ProvisioningKeyStatus").get("enum")))
                .isEqualTo(words(ProvisioningKeyStatus.values()));
        assertThat(DescribedApi.texts(api.schema("DeviceStatus").get("enum"))).isEqualTo(words(DeviceStatus.values()));
        assertThat(DescribedApi.texts(api.schema("AuditEvent").at("/properties/action/examples")))
                .isEqualTo(words(AuditAction.values()));
        assertThat(DescribedApi.texts(api.schema("AuditActor").at("/properties/type/enum")))
                .isEqualTo(words(Actor.Type.values()));
        assertThat(DescribedApi.texts(api.schema("AuditObject").at("/properties/type/enum")))
                .isEqualTo(words(AuditObject.Type.values()));
    }

    private static Set<String> words(Enum<?>... constants) {
        return Arrays.stream(constants).map(Words::of).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void gives_examples_that_are_as_it_says() {
        try (DescriptionCheck check = new DescriptionCheck(api.strict())) {
            for (DescribedOperation operation : api.operations()) {
                examples(operation)
                        .forEach(reply -> assertThat(check.complaintOf(operation, reply))
                                .as(operation + " " + reply)
                                .isEmpty());
                JsonNode body = operation.node().at("/requestBody/content/application~1json/example");
                assertThat(body.isMissingNode()).isEqualTo(!operation.hasBody());
                if (operation.hasBody()) {
                    Call call = ContractSite.on(server).call(operation.id()).withBody(body.toString());
                    assertThat(check.complaintOf(operation, call))
                            .as(body.toString())
                            .isEmpty();
                }
            }
        }
    }

    /** Every example of an answer, as an answer. */
    private Stream<Reply> examples(DescribedOperation operation) {
        return DescribedApi.fields(operation.node().get("responses")).flatMap(response -> {
            JsonNode resolved = api.resolve(response.getValue());
            int status = Integer.parseInt(response.getKey());
            JsonNode success = resolved.at("/content/application~1json/example");
            return success.isMissingNode()
                    ? DescribedApi.fields(resolved.at("/content/application~1problem+json/examples"))
                            .map(example -> reply(
                                    status,
                                    ProblemDocument.MEDIA_TYPE,
                                    api.resolve(example.getValue()).get("value")))
                    : Stream.of(reply(status, "application/json", success));
        });
    }

    private static Reply reply(int status, String mediaType, JsonNode body) {
        return new Reply(
                status,
                Map.of(
                        "Content-Type", List.of(mediaType),
                        "WWW-Authenticate", List.of("DeviceKey"),
                        "Retry-After", List.of("5"),
                        "Location", List.of("/api/v1/edge/keys/01ad6fbe-9826-4343-a151-444b12fe5e63")),
                body.toString());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void says_the_same_of_an_answer_in_its_schema_and_in_its_examples(DescribedOperation operation) {
        DescribedApi.fields(operation.node().get("responses")).forEach(response -> {
            JsonNode problem = api.resolve(response.getValue()).at("/content/application~1problem+json");
            if (!problem.isMissingNode()) {
                JsonNode narrowed = problem.at("/schema/allOf/1/properties");
                assertThat(narrowed.at("/status/const").intValue()).isEqualTo(Integer.parseInt(response.getKey()));
                assertThat(DescribedApi.texts(narrowed.at("/code/enum")))
                        .isEqualTo(DescribedApi.names(problem.get("examples")));
            }
        });
    }

    @Test
    void is_asked_for_anew_when_it_has_changed() {
        Call call = new Call("GET", ApiDescription.DOCUMENT);
        Reply document = server.send(call);
        assertThat(document.json()).isEqualTo(api.root());
        assertThat(document.headers().get("content-type")).containsExactly("application/json");
        assertThat(document.headers().get("cache-control")).containsExactly("no-cache");
        assertThat(document.headers().get("x-content-type-options")).containsExactly("nosniff");
        Reply again = server.send(
                call.with("If-None-Match", document.headers().get("etag").get(0)));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void has_a_page_that_runs_no_code_but_its_own() {
        Reply page = server.send(new Call("GET", ApiDescription.PAGE));
        assertThat(page.headers().get("content-type")).containsExactly("text/html;charset=utf-8");
        assertThat(page.headers().get("content-security-policy").get(0))
                .contains("default-src 'none'", "script-src 'self';", "style-src 'self';", "connect-src 'self';")
                .contains("frame-ancestors 'none'", "require-trusted-types-for 'script'")
                .doesNotContain("unsafe", "http");
        assertThat(page.body()).doesNotContain("<style", "style=", "http:", "https:");
        Reply slash = server.send(new Call("GET", ApiDescription.PAGE + "/"));
        assertThat(slash.status()).isEqualTo(302);
        assertThat(slash.headers().get("location").get(0)).endsWith("../openapi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openapi.js", "openapi.css", "operations.js", "objects.js", "lib/lit-html/lit-html.js"})
    void serves_the_files_of_its_page(String file) {
        Reply reply = server.send(new Call("GET", ApiDescription.ASSETS + file));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers().get("cache-control")).containsExactly("no-cache");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openapi.json", "index.html", "app.js", "../page/app.js", "openapi.js/"})
    void serves_nothing_else_there(String file) {
        assertThat(server.send(new Call("GET", ApiDescription.ASSETS + file)).answer())
                .isIn("404 not-found", "400 invalid-request");
    }
}
