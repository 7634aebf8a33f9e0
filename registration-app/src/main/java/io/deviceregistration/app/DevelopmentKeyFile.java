package io.deviceregistration.app;

import io.deviceregistration.http.token.DevelopmentTokens;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
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
            NewFile.write(file, out -> out.write(Base64.getEncoder().encode(key)));
            return read(dataDir);
        } catch (FileAlreadyExistsException anotherProcessWasFaster) {
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
}
