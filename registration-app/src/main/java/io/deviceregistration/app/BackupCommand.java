package io.deviceregistration.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code backup}: writes a copy of the embedded database to a file, of the app while it runs or of the file itself. */
final class BackupCommand {

    private BackupCommand() {}

    static void run(Settings settings, Path to, PrintWriter out) {
        requireEmbedded("backup", settings);
        Path database = DatabaseFile.path(settings.dataDir());
        if (!Files.exists(database)) {
            throw new CannotStartException("there is no database in " + settings.dataDir()
                    + ": name the app's data folder with " + Setting.DATA_DIR.flag());
        }
        try {
            NewFile.write(to, file -> writeTo(settings, file));
        } catch (FileAlreadyExistsException e) {
            throw new CannotStartException(
                    "the file " + to + " is there already, and stays as it is: choose another name");
        } catch (IOException e) {
            throw new CannotStartException(
                    "the backup " + to + " can't be written: check that its folder is there, is writable and has room");
        }
        out.println("The database of " + settings.dataDir() + " is in " + to + ".");
    }

    static void requireEmbedded(String command, Settings settings) {
        if (!settings.embedded()) {
            throw new SettingsException(command + ": for the embedded database only; the one that "
                    + Setting.DB_URL.flag() + " names has tools of its own for that");
        }
    }

    private static void writeTo(Settings settings, OutputStream file) throws IOException {
        Optional<SocketChannel> app = BackupSocket.connect(settings.dataDir());
        if (app.isPresent()) {
            BackupSocket.receive(app.get(), (database, size) -> BackupArchive.write(database, size, file));
            return;
        }
        try (EmbeddedCopy copy = new EmbeddedCopy(settings)) {
            Path database = copy.make();
            try (InputStream in = Files.newInputStream(database)) {
                BackupArchive.write(in, Files.size(database), file);
            }
        }
    }
}
