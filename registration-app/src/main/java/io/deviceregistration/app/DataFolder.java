package io.deviceregistration.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of the embedded database and the development key: its owner's alone where the system knows owners. */
final class DataFolder {

    private DataFolder() {}

    /** @throws CannotStartException if it isn't there and can't be made */
    static void create(Path folder) {
        try {
            if (Files.isDirectory(folder)) {
                return;
            }
            Path parent = Files.createDirectories(folder.toAbsolutePath().getParent());
            if (Files.getFileStore(parent).supportsFileAttributeView("posix")) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectory(folder);
            }
        } catch (IOException e) {
            throw new CannotStartException("the data folder " + folder + " can't be made");
        }
    }
}
