package io.deviceregistration.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.audit.AuditLog;
import io.deviceregistration.core.device.DeviceRepository;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.FakeSecretHasher;
import io.deviceregistration.core.testkit.InMemoryStores;
import io.deviceregistration.core.testkit.MutableClock;
import io.deviceregistration.http.token.DevelopmentTokens;
import io.deviceregistration.http.token.IdentityProviderUnavailableException;
import io.deviceregistration.http.token.TokenCheck;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Servers over a store that fails when a test wants it to. */
final class ContractServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final AtomicReference<@Nullable RuntimeException> fault = new AtomicReference<>();
    private final MutableClock clock = MutableClock.at(Instant.parse("2026-11-25T12:00:00Z"));
    private final DeviceRegistration registration;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final RegistrationServer server;
    private final RegistrationServer impatient;

    ContractServer() {
        InMemoryStores stores = new InMemoryStores();
        registration = DeviceRegistration.of(
                failing(ProvisioningKeyStore.class, stores.keys()),
                failing(DeviceRepository.class, stores.devices()),
                failing(AuditLog.class, stores.audit()),
                new FakeSecretHasher(),
                clock,
                new SecureRandom());
        server = RegistrationServer.start(
                http(HttpSettings.MAX_FAILURES_PER_MINUTE),
                RegistrationPage.forDevelopment(
                        new DevelopmentTokens(new byte[DevelopmentTokens.KEY_BYTES], clock), clock),
                "127.0.0.1",
                0);
        impatient = RegistrationServer.start(http(1), "127.0.0.1", 0, new RequestTimeouts(LONG, SHORT));
    }

    RegistrationHttp http(int failuresPerMinute) {
        return new RegistrationHttp(
                registration,
                ContractServer::check,
                clock,
                HttpSettings.builder().failuresPerMinute(failuresPerMinute).build());
    }

    private static TokenCheck check(String token) {
        return switch (token) {
            case "administrator" ->
                new TokenCheck.Accepted(new Administrator(new TenantId("acme"), new Subject("alice")));
            case "somebody" -> new TokenCheck.NotAnAdministrator();
            case "unknown" -> throw new IdentityProviderUnavailableException("no keys");
            default -> new TokenCheck.Invalid("the token is not one");
        };
    }

    private <T> T failing(Class<T> port, T adapter) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    RuntimeException failure = fault.get();
                    if (failure != null) {
                        throw failure;
                    }
                    try {
                        return method.invoke(adapter, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    MutableClock clock() {
        return clock;
    }

    /**
     * The methods and paths that the server has handlers for, with its page. What takes any method stands here with {@code GET},
     * and {@code HEAD}, which goes with {@code GET}, is left out.
     */
    Set<String> routes() {
        Set<String> paths = new TreeSet<>();
        Set<String> heads = new TreeSet<>();
        Set<String> routes = new TreeSet<>();
        List<Endpoint> endpoints = server.endpoints();
        for (Endpoint endpoint : endpoints) {
            if (endpoint.method == HandlerType.HEAD) {
                heads.add("GET " + endpoint.path);
            } else if (endpoint.method != HandlerType.BEFORE) {
                paths.add(endpoint.path);
                routes.add(endpoint.method + " " + endpoint.path);
            }
        }
        assertThat(heads)
                .isEqualTo(routes.stream()
                        .filter(route -> route.startsWith("GET "))
                        .collect(Collectors.toCollection(TreeSet::new)));
        for (Endpoint endpoint : endpoints) {
            // What comes before all handlers of a path answers for them; with none, it answers itself.
            if (endpoint.method == HandlerType.BEFORE && !paths.contains(endpoint.path)) {
                routes.add("GET " + endpoint.path.replace("*", "{path}"));
            }
        }
        return routes;
    }

    Reply send(Call call) {
        return send(server, call);
    }

    /** Sends to a store that fails. */
    Reply sendDuring(RuntimeException failure, Call call) {
        fault.set(failure);
        try {
            return send(call);
        } finally {
            fault.set(null);
        }
    }

    /** Sends until the server has had enough of it: one that takes one failure a minute. */
    Reply sendTwice(Call call) {
        send(impatient, call);
        return send(impatient, call);
    }

    /** Announces more of a body than it sends, and waits. */
    Reply sendInPart(Call call) {
        try (RawConnection connection = new RawConnection(impatient.port())) {
            connection.send(call.text(call.body().length() + 1));
            return Reply.parse(connection.readToEnd());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The answer's JSON, which must be a success. */
    JsonNode get(Call call) {
        Reply reply = send(call);
        assertThat(reply.status()).as(reply.body()).isBetween(200, 299);
        return reply.json();
    }

    private Reply send(RegistrationServer to, Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to.port() + call.path()))
                .timeout(PATIENCE)
                .method(
                        call.method(),
                        call.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(call.body()));
        call.headers().forEach(request::header);
        try {
            return Reply.of(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new AssertionError(call.method() + " " + call.path(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        impatient.close();
        server.close();
    }
}
