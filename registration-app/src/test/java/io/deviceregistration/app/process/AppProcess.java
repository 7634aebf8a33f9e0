package io.deviceregistration.app.process;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of the packaged app, killed at the latest when it is closed. */
public final class AppProcess implements AutoCloseable {

    /** Enough for a start on a busy machine; waits end as soon as what they wait for is there. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String READY = " serves on ";

    private final Process process;
    /** Signals go by the handle: the process's own methods would close the streams, and what it says at its end is lost. */
    private final ProcessHandle handle;

    private final ProcessOutput out;
    private final ProcessOutput err;

    AppProcess(Process process) {
        this.process = process;
        this.handle = process.toHandle();
        this.out = new ProcessOutput(process.getInputStream());
        this.err = new ProcessOutput(process.getErrorStream());
    }

    public AppProcess awaitReady() {
        try {
            url();
            return this;
        } catch (AssertionError e) {
            try (this) {
                handle.destroyForcibly();
                throw new AssertionError("not ready: " + awaitEnd(), e);
            }
        }
    }

    /** Where it serves, by its own words. */
    public URI url() {
        String line = awaitOutput(READY);
        return URI.create(line.substring(line.indexOf(READY) + READY.length()));
    }

    public long pid() {
        return handle.pid();
    }

    /** The first line on standard output with this text in it. */
    String awaitOutput(String text) {
        return out.await(text, line -> line.contains(text), PATIENCE);
    }

    /** What it has said so far on standard output. */
    List<String> output() {
        return out.lines();
    }

    /** The first line on standard error, which is the log, with this text in it. */
    String awaitLog(String text) {
        return err.await(text, line -> line.contains(text), PATIENCE);
    }

    /** {@code kill -9}; returns when the process is gone. */
    Ended killForcibly() {
        handle.destroyForcibly();
        return awaitEnd();
    }

    /** {@code kill}, as a service manager would; returns at once. */
    void terminate() {
        handle.destroy();
    }

    /** {@code kill}; returns when the process has ended by itself. */
    public Ended stop() {
        terminate();
        return awaitEnd();
    }

    Ended awaitEnd() {
        return awaitEnd(PATIENCE);
    }

    Ended awaitEnd(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + patience);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return new Ended(process.exitValue(), out.awaitEnd(PATIENCE), err.awaitEnd(PATIENCE));
    }

    @Override
    public void close() {
        handle.destroyForcibly();
        awaitEnd();
    }
}
