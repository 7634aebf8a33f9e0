package io.deviceregistration.app.process;

import java.nio.file.Path;
import java.util.List;

/** Two processes of the app on one database and one data folder, started at once. */
record TwoProcesses(PostgresDatabase database, List<AppProcess> processes, List<Api> both) implements AutoCloseable {

    static TwoProcesses start(Path folder, PostgresDatabase database) {
        AppCommand command = database.settings(AppCommand.in(folder));
        List<AppProcess> processes = List.of(start(command), start(command));
        processes.forEach(AppProcess::awaitReady);
        Api first = Api.of(processes.get(0), command);
        return new TwoProcesses(database, processes, List.of(first, Api.of(processes.get(1), first.token())));
    }

    private static AppProcess start(AppCommand command) {
        return command.start("--http-port", "0", "--auth-cache-ttl", "1s");
    }

    Api first() {
        return both.get(0);
    }

    Api second() {
        return both.get(1);
    }

    /** What each leaves when it is told to end. */
    List<Ended> stop() {
        return processes.stream().map(AppProcess::stop).toList();
    }

    @Override
    public void close() {
        processes.forEach(AppProcess::close);
    }
}
