package io.deviceregistration.app;

import io.deviceregistration.http.RegistrationServer;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/** Where the app begins: the only place that touches the standard streams and ends the process. */
public final class Main {

    private static final List<String> ASK_FOR_HELP = List.of("-h", "--help", "-V", "--version");

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

    /** As far as can be told of a command line that is yet to be read; one that only asks for help starts no server. */
    private static boolean serves(String... arguments) {
        List<String> words = List.of(arguments);
        return words.isEmpty()
                || words.get(0).equals(RehearseCommand.NAME)
                || words.get(0).equals("serve") && Collections.disjoint(words, ASK_FOR_HELP);
    }
}
