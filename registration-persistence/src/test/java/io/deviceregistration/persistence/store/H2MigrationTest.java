package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class H2MigrationTest extends MigrationContract {

    @TempDir
    private Path folder;

    @Override
    TestDatabase create() {
        return TestDatabase.inFolder(folder);
    }

    @Override
    DatabaseKind kind() {
        return DatabaseKind.H2;
    }

    @Test
    void takes_no_lock_from_whom_it_may_belong_to() throws SQLException {
        try (TestDatabase database = TestDatabase.inMemory();
                var migrating = DriverManager.getConnection(database.settings().url());
                var asking = DriverManager.getConnection(database.settings().url())) {
            migrating.createStatement().execute("CREATE TABLE a_lock (lockgranted TIMESTAMP)");
            migrating.createStatement().execute("INSERT INTO a_lock VALUES (CURRENT_TIMESTAMP)");
            assertThat(new H2Dialect().isAbandoned(asking, "a_lock")).isFalse();
        }
    }
}
