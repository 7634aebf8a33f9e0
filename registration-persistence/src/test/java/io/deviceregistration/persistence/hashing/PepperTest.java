package io.deviceregistration.persistence.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class PepperTest {

    private static final byte[] SECRET = ascii("0123456789abcdef0123456789abcdef");

    private final Pepper pepper = new Pepper(SECRET);

    @Test
    void computes_hmac_sha256_of_purpose_and_message() throws GeneralSecurityException {
        assertThat(pepper.mac("test", ascii("message"))).isEqualTo(expected("test", "message"));
    }

    @Test
    void computes_each_message_of_a_purpose_for_itself() throws GeneralSecurityException {
        Pepper.Purpose purpose = pepper.of("test");

        assertThat(purpose.mac(ascii("one"))).isEqualTo(expected("test", "one"));
        assertThat(purpose.mac(ascii("another"))).isEqualTo(expected("test", "another"));
        assertThat(purpose.mac(new byte[0])).isEqualTo(expected("test", ""));
        assertThat(purpose.mac(ascii("one"))).isEqualTo(expected("test", "one"));
    }

    @Test
    @Timeout(60)
    void keeps_apart_what_threads_compute_at_once() throws Exception {
        int threads = 4;
        Pepper.Purpose purpose = pepper.of("test");
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Boolean>> tasks = IntStream.range(0, threads)
                    .<Callable<Boolean>>mapToObj(thread -> () -> {
                        byte[] message = ascii(("thread " + thread + " ").repeat(50));
                        byte[] alone = pepper.mac("test", message);
                        start.await();
                        for (int i = 0; i < 5_000; i++) {
                            assertThat(purpose.mac(message)).isEqualTo(alone);
                        }
                        return true;
                    })
                    .toList();
            for (Future<Boolean> done : pool.invokeAll(tasks)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void refuses_a_secret_that_is_too_short() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pepper(new byte[31]))
                .withMessage("a pepper has at least 32 random bytes, but this one has 31");
    }

    private static byte[] expected(String purpose, String message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
        return mac.doFinal(ascii("device-registration " + purpose + " v1\0" + message));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
