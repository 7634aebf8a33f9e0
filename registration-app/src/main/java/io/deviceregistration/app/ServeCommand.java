package io.deviceregistration.app;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code serve}: runs the app until the process is told to stop. */
final class ServeCommand {

    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    private ServeCommand() {}

    static void run(Settings settings, PrintWriter out) {
        RegistrationApp app = RegistrationApp.start(settings);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            drain(app, settings.operations().drainPeriod());
                            LOG.info("stopping: running requests may finish");
                            app.close();
                            LOG.info("stopped");
                            stopped.countDown();
                        },
                        "shutdown"));
        out.print(Welcome.text(settings, app.port(), app.operationsPort()));
        out.flush();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Time for whoever distributes requests to see that there should come no more. */
    private static void drain(RegistrationApp app, Duration period) {
        app.drain();
        if (period.isZero()) {
            return;
        }
        LOG.info("not ready any more; serving on for {} s", period.toSeconds());
        try {
            TimeUnit.SECONDS.sleep(period.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
