package io.deviceregistration.app;

import io.deviceregistration.persistence.store.DatabaseKind;
import io.deviceregistration.persistence.store.DatabaseStore;
import java.io.PrintWriter;

/** {@code migrate}: brings the database schema up to date, or prints the SQL that would. */
final class MigrateCommand {

    private MigrateCommand() {}

    static void run(Settings settings, boolean dryRun, PrintWriter out) {
        if (settings.adapters().store() != null) {
            throw new SettingsException("migrate: for databases only; the store "
                    + settings.adapters().store().name() + " of " + Setting.STORE.flag() + " sees to its own schema");
        }
        if (dryRun) {
            silenceLocking();
            out.println(DatabaseStore.pendingSql(settings.store()));
            return;
        }
        if (settings.embedded()) {
            DataFolder.create(settings.dataDir());
            DatabaseFile.keepToOwner(settings.dataDir());
        }
        try (DatabaseStore store = DatabaseStore.open(settings.store())) {
            store.migrate();
            out.println("The schema of " + settings.store().displayUrl() + " is up to date.");
        }
    }

    /** Prints the SQL that makes the schema in an empty database. */
    static void print(DatabaseKind kind, PrintWriter out) {
        silenceLocking();
        out.println(DatabaseStore.schemaSql(kind));
    }

    /** What only prints takes no lock, and Liquibase warns that it can't release one. */
    private static void silenceLocking() {
        Logging.silence("liquibase.lockservice");
    }
}
