package io.deviceregistration.app;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
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
                            LOG.info("stopping: running requests may finish");
                            app.close();
                            LOG.info("stopped");
                            stopped.countDown();
                        },
                        "shutdown"));
        out.print(Welcome.text(settings, app.port()));
        out.flush();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
