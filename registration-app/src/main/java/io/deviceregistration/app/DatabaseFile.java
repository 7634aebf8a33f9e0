package io.deviceregistration.app;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedded database's file in the data folder: its owner's alone where the system knows owners. */
final class DatabaseFile {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFile.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /** H2 adds an ending of its own to the name in the URL. */
    private static final String NAME = "registration";

    private static final String ENDING = ".mv.db";

    private DatabaseFile() {}

    static String url(Path dataDir) {
        return "jdbc:h2:file:" + dataDir.toAbsolutePath().normalize().resolve(NAME);
    }

    static Path path(Path dataDir) {
        return path(dataDir, NAME);
    }

    /** The file of a database of this name. */
    static Path path(Path dataDir, String name) {
        return dataDir.resolve(name + ENDING);
    }

    /**
     * Makes the file if it isn't there, and otherwise takes from it what others may do with it. H2 would make it as the
     * user's umask says, readable by others as a rule, and takes an empty file for a new database.
     *
     * @throws CannotStartException if it isn't there and can't be made
     */
    static void keepToOwner(Path dataDir) {
        keepToOwner(dataDir, NAME);
    }

    /** The same for a database of another name. */
    static void keepToOwner(Path dataDir, String name) {
        Path file = path(dataDir, name);
        try {
            if (Files.getFileStore(dataDir).supportsFileAttributeView("posix")) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            }
        } catch (FileAlreadyExistsException e) {
            tighten(file);
        } catch (IOException e) {
            throw new CannotStartException("the database file " + file
                    + " can't be made: make its folder writable, or choose another one with "
                    + Setting.DATA_DIR.flag());
        }
    }

    private static void tighten(Path file) {
        try {
            if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                Files.setPosixFilePermissions(file, OWNER_ONLY);
            }
        } catch (IOException e) {
            // Somebody else's file, as a rule. Whether it can be used at all, H2 will find out.
            LOG.warn("others may be able to read the database file {}, and this user can't change that", file);
        }
    }
}
