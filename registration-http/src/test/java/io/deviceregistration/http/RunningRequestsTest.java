package io.deviceregistration.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.FakeSecretHasher;
import io.deviceregistration.core.testkit.InMemoryStores;
import io.deviceregistration.http.token.AdministratorTokens;
import io.deviceregistration.http.token.TokenCheck;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class RunningRequestsTest {

    private static final String LIST =
            "GET /api/v1/devices HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer any\r\nConnection: close\r\n\r\n";
    private static final String LIVE =
            "GET " + OperationsHttp.LIVE + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    /** Comes to no end before it is told to. */
    private static final class Held implements AdministratorTokens {

        final AtomicInteger running = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();
        final CountDownLatch go = new CountDownLatch(1);

        @Override
        public TokenCheck check(String token) {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                running.decrementAndGet();
            }
            return new TokenCheck.Accepted(new Administrator(new TenantId("acme"), new Subject("alice")));
        }
    }

    @Test
    @Timeout(60)
    void run_so_many_at_once_and_the_others_after_them_while_health_is_told_at_once() throws IOException {
        InMemoryStores stores = new InMemoryStores();
        Held held = new Held();
        RegistrationHttp http = new RegistrationHttp(
                DeviceRegistration.of(stores.keys(), stores.devices(), stores.audit(), new FakeSecretHasher()),
                held,
                Clock.systemUTC());
        OperationsHttp operations = new OperationsHttp(new Readiness(Map.of()), () -> "");
        List<RawConnection> clients = new ArrayList<>();
        try (RegistrationServer server = RegistrationServer.start(http, null, operations, "127.0.0.1", 0)) {
            try {
                for (int i = 0; i < 2 * RunningRequests.MAX; i++) {
                    clients.add(new RawConnection(server.port()));
                    clients.get(i).send(LIST);
                }
                while (held.running.get() < RunningRequests.MAX) {
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                    Thread.onSpinWait();
                }
                try (RawConnection operator = new RawConnection(server.port())) {
                    operator.send(LIVE);
                    assertThat(operator.readToEnd()).startsWith("HTTP/1.1 200 ");
                }
            } finally {
                held.go.countDown();
            }
            for (RawConnection client : clients) {
                assertThat(client.readToEnd()).startsWith("HTTP/1.1 200 ");
            }
            assertThat(held.most).hasValue(RunningRequests.MAX);
        } finally {
            for (RawConnection client : clients) {
                client.close();
            }
        }
    }
}
