package io.deviceregistration.app;

import io.deviceregistration.persistence.store.CannotCopyStoreException;
import io.deviceregistration.persistence.store.CannotOpenStoreException;
import io.deviceregistration.persistence.store.StoreCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A copy of the embedded database, which lies beside it until it is closed. There is one at a time. */
final class EmbeddedCopy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCopy.class);

    private static final String NAME = "backup-in-progress";

    private final Path dataDir;
    private final Path file;
    private final StoreCopy copy;

    EmbeddedCopy(Settings settings) {
        this.dataDir = settings.dataDir();
        this.file = DatabaseFile.path(dataDir, NAME);
        this.copy = StoreCopy.intoFile(settings.store(), dataDir.resolve(NAME));
    }

    /**
     * Makes the copy.
     *
     * @return its file, which is closed and complete
     * @throws CannotOpenStoreException if another process has the database
     * @throws CannotCopyStoreException if it can't be copied, or the copy was cancelled
     * @throws CannotStartException if there is no making a file in the data folder
     */
    Path make() {
        // One whose process was killed has perhaps left its own.
        delete();
        DatabaseFile.keepToOwner(dataDir, NAME);
        copy.run();
        return file;
    }

    /** Has {@link #make} in another thread end soon. */
    void cancel() {
        copy.cancel();
    }

    @Override
    public void close() {
        delete();
    }

    private void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("the file {} can't be deleted; it is of no use any more", file);
        }
    }
}
