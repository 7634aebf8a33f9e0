package io.deviceregistration.app;

import io.deviceregistration.http.RegistrationServer;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where the app begins: the only place that touches the standard streams and ends the process. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Logging.prepare(serves(arguments) ? RegistrationServer::preload : () -> {});
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = new CommandLineInterface(System.getenv(), System.in, out, err).run(arguments);
        out.flush();
        if (status != CommandLineInterface.OK) {
            System.exit(status);
        }
    }

    /** As far as can be told of a command line that is yet to be read. */
    private static boolean serves(String... arguments) {
        return arguments.length == 0 || arguments[0].startsWith("-") || arguments[0].equals("serve");
    }
}
