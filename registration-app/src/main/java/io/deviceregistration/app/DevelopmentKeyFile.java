package io.deviceregistration.app;

import io.deviceregistration.http.token.DevelopmentTokens;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The key that signs development mode's tokens, in a file that only its owner may read. */
final class DevelopmentKeyFile {

    private static final String NAME = "development-token.key";

    private DevelopmentKeyFile() {}

    /**
     * The key in the data folder, made if it isn't there.
     *
     * @throws CannotStartException if it can be neither read nor made
     */
    static byte[] readOrCreate(Path dataDir, SecureRandom random) {
        Path file = dataDir.resolve(NAME);
        if (Files.exists(file)) {
            return read(dataDir);
        }
        byte[] key = new byte[DevelopmentTokens.KEY_BYTES];
        random.nextBytes(key);
        try {
            create(dataDir, file, Base64.getEncoder().encode(key));
            return read(dataDir);
        } catch (IOException e) {
            throw new CannotStartException("the development key " + file
                    + " can't be written: make its folder writable, or choose another one with "
                    + Setting.DATA_DIR.flag());
        }
    }

    /** @throws CannotStartException if there is no such key, or it can't be read or isn't one */
    static byte[] read(Path dataDir) {
        Path file = dataDir.resolve(NAME);
        try {
            byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
            if (key.length == DevelopmentTokens.KEY_BYTES) {
                return key;
            }
        } catch (NoSuchFileException e) {
            throw new CannotStartException("there is no development key in " + dataDir
                    + ": start the app first, or name its data folder with " + Setting.DATA_DIR.flag());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw damaged(file);
        } catch (IOException e) {
            throw new CannotStartException("the development key " + file
                    + " can't be read: run this as the user who runs the app, or change the file's permissions");
        }
        throw damaged(file);
    }

    private static CannotStartException damaged(Path file) {
        return new CannotStartException(
                "the development key " + file + " is damaged: delete it and start the app again");
    }

    /**
     * Has the file appear with all of its content, for its owner alone. Of several processes that start at once on one
     * folder, one has its key appear and the others read that one.
     */
    private static void create(Path dataDir, Path file, byte[] content) throws IOException {
        Path draft = Files.createTempFile(dataDir, NAME, null);
        try {
            Files.write(draft, content);
            publish(draft, file);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster.
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void publish(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
            Files.move(draft, file);
        }
    }
}
