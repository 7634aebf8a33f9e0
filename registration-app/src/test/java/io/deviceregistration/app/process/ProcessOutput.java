package io.deviceregistration.app.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** What a process prints on one of its streams, collected while it runs. */
public final class ProcessOutput {

    private record Awaited(Predicate<String> wanted, CompletableFuture<String> line) {}

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Awaited> awaited = new CopyOnWriteArrayList<>();
    private final CompletableFuture<List<String>> end = new CompletableFuture<>();

    public ProcessOutput(InputStream stream) {
        Thread reader = new Thread(() -> readAll(stream), "process output");
        reader.setDaemon(true);
        reader.start();
    }

    /** The first line that is as wanted, once it is there. */
    public String await(String what, Predicate<String> wanted, Duration patience) {
        CompletableFuture<String> line = new CompletableFuture<>();
        awaited.add(new Awaited(wanted, line));
        lines.stream().filter(wanted).findFirst().ifPresent(line::complete);
        end.thenRun(() -> line.completeExceptionally(new IOException("the process ended its output")));
        return get(what, line, patience);
    }

    /** The lines so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** All lines, once the process has ended its stream. */
    public List<String> awaitEnd(Duration patience) {
        return get("the end", end, patience);
    }

    private <T> T get(String what, CompletableFuture<T> future, Duration patience) {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("waited in vain for " + what + " in " + lines, e);
        }
    }

    private void readAll(InputStream stream) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                take(line);
            }
        } catch (IOException e) {
            // A killed process's stream may break instead of ending.
            take("(" + e.getMessage() + ")");
        } finally {
            end.complete(List.copyOf(lines));
        }
    }

    private void take(String line) {
        lines.add(line);
        awaited.stream()
                .filter(each -> each.wanted().test(line))
                .forEach(each -> each.line().complete(line));
    }
}
