package io.deviceregistration.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.OpenAPIContractBuilder;
import io.vertx.openapi.mediatype.ContentAnalyserFactory;
import io.vertx.openapi.mediatype.MediaTypePredicate;
import io.vertx.openapi.mediatype.MediaTypeRegistry;
import io.vertx.openapi.mediatype.impl.DefaultMediaTypeRegistration;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableRequest;
import io.vertx.openapi.validation.ValidatableResponse;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.ValidatableRequestImpl;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Holds requests and answers against a description, by Vert.x, which knows nothing of this project. */
final class DescriptionCheck implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final OpenAPIContract contract;
    private final RequestValidator requests;
    private final ResponseValidator responses;

    /** @throws AssertionError if it is no OpenAPI document by OpenAPI's own schema */
    DescriptionCheck(DescribedApi api) {
        try {
            contract = await(new OpenAPIContractBuilder(vertx)
                    .setContract(new JsonObject(api.root().toString()))
                    .mediaTypeRegistry(MediaTypeRegistry.createDefault()
                            .register(new DefaultMediaTypeRegistration(
                                    MediaTypePredicate.ofExactTypes(ProblemDocument.MEDIA_TYPE),
                                    ContentAnalyserFactory.json())))
                    .build());
        } catch (ExecutionException e) {
            vertx.close();
            throw new AssertionError(e.getCause());
        }
        requests = RequestValidator.create(vertx, contract);
        responses = ResponseValidator.create(vertx, contract);
    }

    /** What of an answer isn't as the operation describes it, if anything. */
    Optional<String> complaintOf(DescribedOperation operation, Reply reply) {
        Map<String, String> headers = new HashMap<>();
        reply.headers().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        String contentType = reply.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
                .map(header -> header.getValue().get(0))
                .findFirst()
                .orElse(null);
        return complaint(responses.validate(
                ValidatableResponse.create(
                        reply.status(),
                        headers,
                        reply.body().isEmpty() ? null : Buffer.buffer(reply.body()),
                        contentType),
                operation.id()));
    }

    /** What of a request isn't as the operation describes it, if anything. */
    Optional<String> complaintOf(DescribedOperation operation, Call call) {
        Map<String, RequestParameter> headers = new HashMap<>();
        call.headers().forEach((name, value) -> headers.put(name, new RequestParameterImpl(value)));
        ValidatableRequest request = new ValidatableRequestImpl(
                Map.of(),
                headers,
                pathParameters(operation, call),
                query(call),
                new RequestParameterImpl(call.body().isEmpty() ? null : Buffer.buffer(call.body())),
                call.headers().get("Content-Type"));
        return complaint(requests.validate(request, operation.id()));
    }

    private static Map<String, RequestParameter> pathParameters(DescribedOperation operation, Call call) {
        String[] names = operation.path().split("/");
        String[] values = call.pathAlone().split("/");
        Map<String, RequestParameter> parameters = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            if (names[i].startsWith("{")) {
                parameters.put(names[i].substring(1, names[i].length() - 1), new RequestParameterImpl(values[i]));
            }
        }
        return parameters;
    }

    private static Map<String, RequestParameter> query(Call call) {
        return call.path().contains("?")
                ? Arrays.stream(call.path().split("\\?", 2)[1].split("&"))
                        .collect(Collectors.toMap(
                                parameter -> parameter.split("=", 2)[0],
                                parameter -> new RequestParameterImpl(parameter.split("=", 2)[1])))
                : Map.of();
    }

    private static Optional<String> complaint(Future<?> validation) {
        try {
            await(validation);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(String.valueOf(e.getCause().getMessage()));
        }
    }

    private static <T> T await(Future<T> future) throws ExecutionException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            await(vertx.close());
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
