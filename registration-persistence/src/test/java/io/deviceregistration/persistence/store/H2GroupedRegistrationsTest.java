package io.deviceregistration.persistence.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Registrations that come at once on H2 in a file. */
final class H2GroupedRegistrationsTest extends GroupedRegistrationsContract {

    @TempDir
    private Path folder;

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.inFolder(folder);
    }
}
