package io.deviceregistration.app.appliance;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the device key is kept: there as a whole or not at all, and its owner's alone. */
final class DeviceKeyFile {

    private static final String DRAFT = ".new";

    private final Path file;

    DeviceKeyFile(Path file) {
        this.file = file;
    }

    /**
     * The key, if the file is there.
     *
     * @throws NotRegisteredException if it can't be read, or holds anything but a device key: then it is left alone
     */
    Optional<PlainKey> read() {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(PlainKey.LENGTH + 8), StandardCharsets.UTF_8).strip();
            Optional<PlainKey> key = PlainKey.parse(KeyKind.DEVICE, text);
            if (key.isEmpty()) {
                throw trouble(
                        "holds something else than a device key, and is left alone: name another file, or remove it");
            }
            return key;
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw trouble("can't be read: run this as the user whom it belongs to, or name another file");
        }
    }

    /**
     * Keeps the key, on the disk when this returns. Whatever happens meanwhile, the file has what it had before, or all of
     * this key. To be called by one process at a time.
     *
     * @param inPlace whether this takes the place of what is there
     * @throws NotRegisteredException if it can't be written, or is there and mustn't be
     */
    void write(PlainKey key, boolean inPlace) {
        Path draft = file.resolveSibling(file.getFileName() + DRAFT);
        try {
            // What a run left that was killed.
            Files.deleteIfExists(draft);
            try (FileChannel channel = DurableFiles.open(draft, CREATE_NEW, WRITE)) {
                DurableFiles.write(channel, key.reveal() + "\n");
            }
            if (!inPlace && Files.exists(file, NOFOLLOW_LINKS)) {
                Files.delete(draft);
                throw trouble("was made by somebody else meanwhile, and is left alone");
            }
            Files.move(draft, file, ATOMIC_MOVE);
            DurableFiles.keepNames(file);
        } catch (IOException e) {
            throw trouble("can't be written: mend that, and run this again to go on");
        }
    }

    private NotRegisteredException trouble(String what) {
        return new NotRegisteredException(ExitStatus.FILE_TROUBLE, "the device key file " + file + " " + what);
    }
}
