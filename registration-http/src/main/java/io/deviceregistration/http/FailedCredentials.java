package io.deviceregistration.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.javalin.http.Context;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Limits how often credentials may fail, by client address and by the key that is guessed at. Only failures are counted and
 * only failures are answered otherwise, so nobody is locked out by what others do in their name or from their address. It
 * stops no guess, since a credential is checked before it counts: that takes the size of its secret. It tells noisy clients
 * to pause. Bounded in memory: of more than {@value #MAX_TRACKED} addresses and keys some are forgotten, rather those that
 * fail seldom or long ago.
 */
final class FailedCredentials {

    static final int MAX_TRACKED = 100_000;

    private static final String EXEMPT = FailedCredentials.class.getName() + ".exempt";

    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** Who holds one of these has proved nothing. */
    private static final Set<ProblemCode> FAILURES =
            EnumSet.of(ProblemCode.INVALID_PROVISIONING_KEY, ProblemCode.INVALID_DEVICE_KEY, ProblemCode.INVALID_TOKEN);

    /** An IPv6 client has a whole network of so many leading bytes to itself. */
    private static final int IPV6_NETWORK_BYTES = 8;

    /** Whose address can't be read counts as one client with all others like it. */
    private static final String NO_ADDRESS = "";

    private final int failuresPerMinute;
    private final ClientAddresses addresses;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets;

    FailedCredentials(HttpSettings settings, ClientAddresses addresses, Clock clock) {
        this.failuresPerMinute = settings.failuresPerMinute();
        this.addresses = addresses;
        this.time = new ClockMeter(clock);
        // A bucket that was left alone for the period is full again, like a new one.
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_TRACKED)
                .expireAfterAccess(PERIOD)
                .ticker(time::currentTimeNanos)
                .build();
    }

    /** Has a request's failures answered as they are, and not counted. */
    static void exempt(Context ctx) {
        ctx.attribute(EXEMPT, true);
    }

    /** The problem itself, or that there were too many like it. */
    Problem limited(Context ctx, Problem problem) {
        if (!FAILURES.contains(problem.code()) || ctx.attribute(EXEMPT) != null) {
            return problem;
        }
        long wait = Math.max(
                nanosToWait(
                        addresses.of(ctx.req()).map(FailedCredentials::network).orElse(NO_ADDRESS)),
                keyId(ctx, problem.code()).map(this::nanosToWait).orElse(0L));
        if (wait == 0) {
            return problem;
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(wait) + 1;
        return new Problem(
                        ProblemCode.TOO_MANY_REQUESTS, "Too many credentials failed. Check them, and try again later.")
                .withHeader("Retry-After", String.valueOf(seconds));
    }

    /** Counts a failure, and tells how long to wait before another one; 0: no time. */
    long nanosToWait(String whose) {
        Bucket bucket = Objects.requireNonNull(buckets.get(whose, key -> newBucket()));
        return bucket.tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill();
    }

    /** Of how many addresses and keys something is remembered. */
    long tracked() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(failuresPerMinute).refillGreedy(failuresPerMinute, PERIOD))
                .withCustomTimePrecision(time)
                .build();
    }

    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        byte[] network = address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes;
        return HexFormat.of().formatHex(network);
    }

    /** The id of the key that was presented, if it is one. */
    private static Optional<String> keyId(Context ctx, ProblemCode code) {
        return switch (code) {
            case INVALID_PROVISIONING_KEY -> keyId(KeyKind.PROVISIONING, ctx.header(Credentials.PROVISIONING_KEY));
            case INVALID_DEVICE_KEY -> keyId(KeyKind.DEVICE, ctx.header(Credentials.DEVICE_KEY));
            default -> Optional.empty();
        };
    }

    private static Optional<String> keyId(KeyKind kind, @Nullable String text) {
        return text == null
                ? Optional.empty()
                : PlainKey.parse(kind, text.strip()).map(key -> key.id().toString());
    }

    /** A clock as the buckets read it. */
    private record ClockMeter(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
