package io.deviceregistration.persistence.store;

import io.deviceregistration.core.fault.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Pattern;
import liquibase.GlobalConfiguration;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.analytics.configuration.AnalyticsArgs;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.UpdateSqlCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.command.core.helpers.ShowSummaryArgument;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/** Liquibase's change sets, run or written out. Quiet: nothing goes to the standard streams or to anybody's servers. */
final class Changelog {

    private static final String FILE = "io/deviceregistration/persistence/store/changelog.xml";

    /** What Liquibase says of the time, the user and this machine. */
    private static final Pattern HEADER =
            Pattern.compile("(?ms)^-- \\*+\\R-- Update Database Script\\R.*?^-- Liquibase version.*?\\R-- \\*+\\R+");

    /** The lock that a run of Liquibase's own would take in this machine's name; who runs the SQL by hand needs none. */
    private static final Pattern LOCKING = Pattern.compile("(?mi)^(-- (create|initialize|lock|release) database.*|.*\\b"
            + Schema.LOCK_TABLE + "\\b.*)\\R(GO\\R)?\\R*");

    private Changelog() {}

    /** What to do with a database as Liquibase sees it. */
    interface Work {
        void on(Database database) throws LiquibaseException, SQLException;
    }

    /** Has Liquibase see a database through this connection, which stays the caller's to close. */
    static void withDatabase(Connection connection, Work work) throws LiquibaseException, SQLException {
        quietly(() -> {
            Database database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            work.on(withOwnTables(database));
        });
    }

    static void update(Database database) throws LiquibaseException {
        new CommandScope(UpdateCommandStep.COMMAND_NAME)
                .addArgumentValue(DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database)
                .addArgumentValue(UpdateCommandStep.CHANGELOG_FILE_ARG, FILE)
                .addArgumentValue(ShowSummaryArgument.SHOW_SUMMARY, UpdateSummaryEnum.OFF)
                .setOutput(OutputStream.nullOutputStream())
                .execute();
    }

    /** The SQL that {@link #update} would run on the database behind this connection. */
    static String pendingSql(Connection connection) throws LiquibaseException, SQLException {
        ByteArrayOutputStream sql = new ByteArrayOutputStream();
        withDatabase(connection, database -> writeSql(database, sql));
        return forDatabaseAdministrators(sql);
    }

    /** The SQL that {@link #update} would run on an empty database. */
    static String sql(Dialect dialect) throws LiquibaseException, SQLException, IOException {
        // Liquibase insists on a file that tells what an absent database is supposed to have.
        Path folder = Files.createTempDirectory("changelog");
        Path history = folder.resolve("history.csv");
        ByteArrayOutputStream sql = new ByteArrayOutputStream();
        try {
            quietly(() -> {
                String url = dialect.offlineUrl() + "&outputLiquibaseSql=all&changeLogFile=" + history;
                Database database = DatabaseFactory.getInstance()
                        .openDatabase(url, null, null, null, new ClassLoaderResourceAccessor());
                writeSql(withOwnTables(database), sql);
            });
        } finally {
            Files.deleteIfExists(history);
            Files.deleteIfExists(folder);
        }
        return forDatabaseAdministrators(sql);
    }

    private static String forDatabaseAdministrators(ByteArrayOutputStream sql) {
        String withoutHeader =
                HEADER.matcher(sql.toString(StandardCharsets.UTF_8)).replaceAll("");
        return LOCKING.matcher(withoutHeader).replaceAll("");
    }

    private static void writeSql(Database database, OutputStream out) throws LiquibaseException {
        database.setOutputDefaultCatalog(false);
        database.setOutputDefaultSchema(false);
        new CommandScope(UpdateSqlCommandStep.COMMAND_NAME)
                .addArgumentValue(DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database)
                .addArgumentValue(UpdateSqlCommandStep.CHANGELOG_FILE_ARG, FILE)
                .addArgumentValue(UpdateSqlCommandStep.OUTPUT_DEFAULT_SCHEMA_ARG, false)
                .addArgumentValue(UpdateSqlCommandStep.OUTPUT_DEFAULT_CATALOG_ARG, false)
                .setOutput(out)
                .execute();
    }

    private static Database withOwnTables(Database database) {
        database.setDatabaseChangeLogTableName(Schema.CHANGELOG_TABLE);
        database.setDatabaseChangeLogLockTableName(Schema.LOCK_TABLE);
        return database;
    }

    private interface ScopedWork {
        void run() throws LiquibaseException, SQLException;
    }

    private static void quietly(ScopedWork work) throws LiquibaseException, SQLException {
        Map<String, Object> settings = Map.of(
                Scope.Attr.ui.name(),
                new LoggerUIService(),
                Scope.Attr.logService.name(),
                new LiquibaseLog(),
                Scope.Attr.resourceAccessor.name(),
                new ClassLoaderResourceAccessor(Changelog.class.getClassLoader()),
                AnalyticsArgs.ENABLED.getKey(),
                false,
                GlobalConfiguration.CHANGELOGLOCK_WAIT_TIME.getKey(),
                1L,
                GlobalConfiguration.CHANGELOGLOCK_POLL_RATE.getKey(),
                1L);
        try {
            Scope.child(settings, work::run);
        } catch (LiquibaseException | SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new StorageException("Liquibase failed", e);
        }
    }
}
