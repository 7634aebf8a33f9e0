package io.deviceregistration.app.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Requests over a number of connections, each of which sends its next one when it has its answer. All connections are made
 * before the first request.
 *
 * @param port where the server listens, on loopback
 * @param status what each answer's status ought to be; any other one is an error
 * @param requests the next request, or null when there are no more; called by all connections
 */
record Load(int port, int connections, int status, Supplier<byte @Nullable []> requests) {

    /** Two significant digits are more than a machine repeats. */
    private static final int DIGITS = 2;

    /** A connection's thread does little. */
    private static final long STACK_BYTES = 128 * 1024L;

    /** Sends requests until there are no more. */
    Figures runToEnd() {
        return run(Long.MAX_VALUE, body -> {});
    }

    /** Sends requests until there are no more, and hands each answer's body on. */
    Figures runToEnd(Consumer<String> answers) {
        return run(Long.MAX_VALUE, answers);
    }

    /** Sends requests for so long. */
    Figures runFor(Duration time) {
        return run(time.toNanos(), body -> {});
    }

    private Figures run(long nanos, Consumer<String> answers) {
        Histogram latencies = new ConcurrentHistogram(DIGITS);
        AtomicLong errors = new AtomicLong();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        CountDownLatch connected = new CountDownLatch(connections);
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Runnable work = () -> {
                try (HttpConnection connection = new HttpConnection(port)) {
                    connected.countDown();
                    start.await();
                    send(connection, nanos, latencies, errors, answers);
                } catch (IOException e) {
                    errors.incrementAndGet();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                } finally {
                    connected.countDown();
                }
            };
            Thread thread = new Thread(null, work, "connection " + i, STACK_BYTES);
            threads.add(thread);
            thread.start();
        }
        try {
            connected.await();
            long began = System.nanoTime();
            start.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            long took = System.nanoTime() - began;
            if (failure.get() != null) {
                throw new IllegalStateException("the load driver failed", failure.get());
            }
            return new Figures(latencies, errors.get(), took);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(
            HttpConnection connection, long nanos, Histogram latencies, AtomicLong errors, Consumer<String> answers)
            throws IOException {
        long began = System.nanoTime();
        while (System.nanoTime() - began < nanos) {
            byte[] request = requests.get();
            if (request == null) {
                return;
            }
            long sent = System.nanoTime();
            boolean well = connection.exchange(request) == status;
            long answered = System.nanoTime();
            // A refusal may be quicker than an answer: it is an error, and counts for no speed.
            if (well) {
                latencies.recordValue(answered - sent);
                answers.accept(connection.body());
            } else {
                errors.incrementAndGet();
            }
        }
    }

    /** What came of it. */
    record Figures(Histogram latencies, long errors, long nanos) {

        double perSecond() {
            return latencies.getTotalCount() / seconds();
        }

        double seconds() {
            return nanos / 1e9;
        }

        double millisAt(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1e6;
        }
    }
}
