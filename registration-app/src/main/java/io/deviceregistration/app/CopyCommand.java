package io.deviceregistration.app;

import io.deviceregistration.persistence.store.StoreCopy;
import java.io.PrintWriter;

/** {@code copy}: copies one database into another, empty one, for the app to go on with there. */
final class CopyCommand {

    private CopyCommand() {}

    static void run(Settings settings, PrintWriter out) {
        if (settings.embedded()) {
            throw new SettingsException("copy: say where to copy to with " + Setting.DB_URL.flag());
        }
        StoreCopy.of(settings.copied(), settings.store())
                .run()
                .forEach((table, rows) -> out.println(table + ": " + rows));
        out.println("All of " + settings.copied().displayUrl() + " is in "
                + settings.store().displayUrl() + ".");
    }
}
