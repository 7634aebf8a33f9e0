package io.deviceregistration.persistence.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Races through the use cases on H2 in a file. */
final class H2FileRacesTest extends RacingLives {

    @TempDir
    private Path folder;

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.inFolderWithSchema(folder);
    }
}
