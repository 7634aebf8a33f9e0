package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a data folder that was there before the app, and that everybody may look into. */
final class DatabaseFileTest {

    private static final Map<Setting, String> EMBEDDED = Map.of(Setting.DB_URL, "");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void open_to_everybody() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "no POSIX permissions here");
        file = folder.resolve("registration.mv.db");
        permit(folder, "rwxr-xr-x");
    }

    @Test
    void is_its_owners_alone_from_the_start() throws IOException {
        DatabaseFile.keepToOwner(folder);

        assertThat(permissions()).isEqualTo("rw-------");
    }

    @Test
    void stays_its_owners_alone_with_the_database_in_it() throws IOException {
        serveOnce();

        assertThat(file).isNotEmptyFile();
        assertThat(permissions()).isEqualTo("rw-------");
    }

    @Test
    void is_taken_from_others_and_keeps_what_is_in_it() throws IOException {
        String id = serveOnce();
        permit(file, "rw-r--rw-");

        try (TestApp app = TestApp.start(EMBEDDED, folder)) {
            assertThat(app.admin("GET", "/api/v1/edge/keys").items("id")).containsExactly(id);
        }
        assertThat(permissions()).isEqualTo("rw-------");
    }

    @Test
    void is_given_no_permission_that_its_owner_has_not() throws IOException {
        Files.createFile(file);
        permit(file, "r--------");

        DatabaseFile.keepToOwner(folder);

        assertThat(permissions()).isEqualTo("r--------");
    }

    @Test
    void is_not_made_for_a_database_elsewhere() {
        TestApp.start(Map.of(), folder).close();

        assertThat(file).doesNotExist();
    }

    /** Creates a key, whose id this returns. */
    private String serveOnce() {
        try (TestApp app = TestApp.start(EMBEDDED, folder)) {
            return app.admin("POST", "/api/v1/edge/keys", "{'label': 'kept'}")
                    .hasStatus(201)
                    .text("id");
        }
    }

    private String permissions() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
