package io.deviceregistration.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of the embedded database and the development key: its owner's alone where the system knows owners. */
final class DataFolder {

    private DataFolder() {}

    /** @throws CannotStartException if it isn't there and can't be made, or is there and can't be used */
    static void create(Path folder) {
        if (!Files.isDirectory(folder)) {
            make(folder);
        }
        if (!Files.isReadable(folder) || !Files.isWritable(folder) || !Files.isExecutable(folder)) {
            throw useless(folder, "may not be read and written by this user");
        }
    }

    private static void make(Path folder) {
        try {
            Path parent = Files.createDirectories(folder.toAbsolutePath().getParent());
            if (Files.getFileStore(parent).supportsFileAttributeView("posix")) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectory(folder);
            }
        } catch (IOException e) {
            // Where several processes share a folder and start at once, another one has perhaps made it just now.
            if (!Files.isDirectory(folder)) {
                throw useless(folder, Files.exists(folder) ? "is a file" : "can't be made");
            }
        }
    }

    private static CannotStartException useless(Path folder, String reason) {
        return new CannotStartException("the data folder " + folder + " " + reason + ": choose another one with "
                + Setting.DATA_DIR.flag() + ", or change that");
    }
}
