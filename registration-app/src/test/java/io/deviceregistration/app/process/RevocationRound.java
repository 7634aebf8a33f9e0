package io.deviceregistration.app.process;

import static io.deviceregistration.app.process.TwoProcessesOnPostgresIT.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.app.process.Api.ProvisioningKey;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Clients register under one key on two processes, until one of the processes has revoked it. */
final class RevocationRound {

    private static final int CLIENTS_EACH = 8;

    /** Registrations after which the key is revoked. */
    private static final int BEFORE = 16;

    private final ProvisioningKey key;
    private final String name;
    private final CountDownLatch underWay = new CountDownLatch(BEFORE);
    private volatile boolean revoked;

    RevocationRound(ProvisioningKey key, String name) {
        this.key = key;
        this.name = name;
    }

    ProvisioningKey key() {
        return key;
    }

    /** How many registrations were answered, none of which began after the revocation was answered. */
    long run(Api revoking, Api other) throws Exception {
        List<Callable<Long>> calls = new ArrayList<>();
        calls.add(() -> revoke(revoking, other));
        for (int i = 0; i < CLIENTS_EACH; i++) {
            for (Api api : List.of(revoking, other)) {
                String client = name + " client " + calls.size();
                calls.add(() -> registerUntilRefused(api, client));
            }
        }
        return Race.of(calls).stream().mapToLong(Long::longValue).sum();
    }

    private long revoke(Api revoking, Api other) throws InterruptedException {
        assertThat(underWay.await(AppProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        Api.json(200, revoking.revoke(key));
        revoked = true;
        assertRefused(other.tryRegister(key, name + " too late"), "provisioning-key-revoked");
        return 0;
    }

    private long registerUntilRefused(Api api, String client) {
        for (long registered = 0; ; registered++) {
            boolean late = revoked;
            HttpResponse<String> answer = api.tryRegister(key, client + " device " + registered);
            if (late || answer.statusCode() != 201) {
                assertRefused(answer, "provisioning-key-revoked");
                return registered;
            }
            underWay.countDown();
        }
    }
}
