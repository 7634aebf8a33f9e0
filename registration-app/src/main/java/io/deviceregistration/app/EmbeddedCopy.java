package io.deviceregistration.app;

import io.deviceregistration.persistence.store.CannotCopyStoreException;
import io.deviceregistration.persistence.store.CannotOpenStoreException;
import io.deviceregistration.persistence.store.StoreCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A copy of the embedded database, which lies beside it until it is closed. */
final class EmbeddedCopy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCopy.class);

    private static final String NAME = "backup-in-progress-";

    /** A copy's file, with the process that makes it. */
    private static final Pattern COPY = Pattern.compile(NAME + "(\\d{1,18})-\\d+\\.mv\\.db");

    private static final AtomicInteger MADE = new AtomicInteger();

    private final Path dataDir;
    private final String name;
    private final Path file;
    private final StoreCopy copy;

    EmbeddedCopy(Settings settings) {
        this.dataDir = settings.dataDir();
        // Of no other copy's, in this process or in another one.
        this.name = NAME + ProcessHandle.current().pid() + "-" + MADE.incrementAndGet();
        this.file = DatabaseFile.path(dataDir, name);
        this.copy = StoreCopy.intoFile(settings.store(), dataDir.resolve(name));
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
        deleteLeftOver();
        DatabaseFile.keepToOwner(dataDir, name);
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
        delete(file);
    }

    /** Deletes the copies of processes that were killed. */
    private void deleteLeftOver() {
        try (Stream<Path> files = Files.list(dataDir)) {
            files.filter(EmbeddedCopy::isLeftOver).forEach(EmbeddedCopy::delete);
        } catch (IOException e) {
            LOG.warn("the folder {} can't be looked through for copies that were left over", dataDir);
        }
    }

    private static boolean isLeftOver(Path file) {
        Matcher copy = COPY.matcher(file.getFileName().toString());
        return copy.matches() && ProcessHandle.of(Long.parseLong(copy.group(1))).isEmpty();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("the file {} can't be deleted; it is of no use any more", file);
        }
    }
}
