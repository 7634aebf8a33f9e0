package io.deviceregistration.app;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** What a backup looks like: a zip with the database's file in it, under the name that it has in a data folder. */
final class BackupArchive {

    private static final String ENTRY =
            DatabaseFile.path(Path.of("")).getFileName().toString();

    private BackupArchive() {}

    /**
     * @param size how many bytes the database has
     * @throws EOFException if it ends before
     */
    static void write(InputStream database, long size, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.putNextEntry(new ZipEntry(ENTRY));
        long written = database.transferTo(zip);
        if (written != size) {
            throw new EOFException(written + " of " + size + " bytes");
        }
        zip.closeEntry();
        zip.finish();
    }

    /**
     * Writes the database out.
     *
     * @throws CannotStartException if the file is no backup, can't be read or is damaged
     */
    static void read(Path backup, OutputStream database) throws IOException {
        // Its checksum is compared at its end.
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(backup))) {
            ZipEntry entry = zip.getNextEntry();
            if (entry == null || !entry.getName().equals(ENTRY)) {
                throw new CannotStartException("the file " + backup + " is no backup: there is no " + ENTRY + " in it");
            }
            zip.transferTo(database);
        } catch (ZipException | EOFException e) {
            throw new CannotStartException("the backup " + backup + " is damaged");
        }
    }
}
