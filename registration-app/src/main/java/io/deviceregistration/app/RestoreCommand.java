package io.deviceregistration.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code restore}: puts the database of a backup into a data folder that has none. */
final class RestoreCommand {

    private RestoreCommand() {}

    static void run(Settings settings, Path from, PrintWriter out) {
        BackupCommand.requireEmbedded("restore", settings);
        if (!Files.isReadable(from)) {
            throw new CannotStartException("the backup " + from + " is not there or may not be read");
        }
        DataFolder.create(settings.dataDir());
        Path database = DatabaseFile.path(settings.dataDir());
        try {
            NewFile.write(database, file -> BackupArchive.read(from, file));
        } catch (FileAlreadyExistsException e) {
            throw new CannotStartException("the data folder " + settings.dataDir()
                    + " has a database already, which stays as it is: name an empty one with "
                    + Setting.DATA_DIR.flag());
        } catch (IOException e) {
            throw new CannotStartException("the backup " + from + " can't be restored to " + database
                    + ": check that the folder is writable and has room");
        }
        out.println("The database of " + from + " is in " + settings.dataDir() + ".");
    }
}
