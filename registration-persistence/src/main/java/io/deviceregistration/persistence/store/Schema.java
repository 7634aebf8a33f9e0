package io.deviceregistration.persistence.store;

import io.deviceregistration.core.fault.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.Map;
import javax.sql.DataSource;
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
import liquibase.exception.CommandExecutionException;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/** The tables, as Liquibase's change sets make them. */
final class Schema {

    private static final String CHANGELOG = "io/deviceregistration/persistence/store/changelog.xml";

    private Schema() {}

    /** Brings the schema up to date; does nothing if it is. */
    static void migrate(DataSource dataSource) {
        run(
                dataSource,
                database -> new CommandScope(UpdateCommandStep.COMMAND_NAME)
                        .addArgumentValue(DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database)
                        .addArgumentValue(UpdateCommandStep.CHANGELOG_FILE_ARG, CHANGELOG)
                        .addArgumentValue(ShowSummaryArgument.SHOW_SUMMARY, UpdateSummaryEnum.OFF)
                        .setOutput(OutputStream.nullOutputStream())
                        .execute());
    }

    /** The SQL that {@link #migrate} would run on this database. */
    static String pendingSql(DataSource dataSource) {
        ByteArrayOutputStream sql = new ByteArrayOutputStream();
        run(dataSource, database -> updateSql(database, sql));
        return sql.toString(StandardCharsets.UTF_8);
    }

    private static void updateSql(Database database, OutputStream out) throws CommandExecutionException {
        database.setOutputDefaultCatalog(false);
        database.setOutputDefaultSchema(false);
        new CommandScope(UpdateSqlCommandStep.COMMAND_NAME)
                .addArgumentValue(DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database)
                .addArgumentValue(UpdateSqlCommandStep.CHANGELOG_FILE_ARG, CHANGELOG)
                .addArgumentValue(UpdateSqlCommandStep.OUTPUT_DEFAULT_SCHEMA_ARG, false)
                .addArgumentValue(UpdateSqlCommandStep.OUTPUT_DEFAULT_CATALOG_ARG, false)
                .setOutput(out)
                .execute();
    }

    private interface Work {
        void on(Database database) throws LiquibaseException;
    }

    private static void run(DataSource dataSource, Work work) {
        Map<String, Object> quietly = Map.of(
                Scope.Attr.ui.name(), new LoggerUIService(),
                Scope.Attr.resourceAccessor.name(), new ClassLoaderResourceAccessor(Schema.class.getClassLoader()),
                AnalyticsArgs.ENABLED.getKey(), false);
        try (Connection connection = dataSource.getConnection()) {
            Scope.child(
                    quietly,
                    () -> work.on(DatabaseFactory.getInstance()
                            .findCorrectDatabaseImplementation(new JdbcConnection(connection))));
        } catch (Exception e) {
            throw new StorageException("the database schema could not be read or brought up to date", e);
        }
    }
}
