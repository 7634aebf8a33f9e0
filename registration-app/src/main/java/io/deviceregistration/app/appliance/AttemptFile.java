package io.deviceregistration.app.appliance;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The registration that is under way, beside the device key file: its idempotency key, on the disk before any request has
 * it. While the file is there, the registration isn't over, and whoever goes on sends the same key. Whoever has the file open
 * has it alone. Its text doesn't show the key.
 */
final class AttemptFile implements AutoCloseable {

    private static final String ENDING = ".attempt";
    private static final int KEY_BYTES = 16;
    private static final Pattern KEY = Pattern.compile("[!-~]{16,255}\n");
    private static final int MAX_BYTES = 256;

    /** What stands in a file that its name is about to be taken from: who waited for it holds what nobody finds any more. */
    private static final String OVER = "over\n";

    private static final int OPENINGS = 3;

    private final Path file;
    private final FileChannel channel;
    private final RandomGenerator random;
    private final boolean resumed;
    private @Nullable String key;
    private boolean over;

    private AttemptFile(Path file, FileChannel channel, RandomGenerator random, @Nullable String key) {
        this.file = file;
        this.channel = channel;
        this.random = random;
        this.resumed = key != null;
        this.key = key;
    }

    /** Whether a registration was begun and not ended, as far as can be seen. */
    static boolean isBeside(Path deviceKeyFile) {
        return Files.exists(beside(deviceKeyFile));
    }

    /**
     * The registration that was begun, or a new one.
     *
     * @throws NotRegisteredException if another run is at work on it, or the file can't be made
     */
    static AttemptFile open(Path deviceKeyFile, RandomGenerator random) {
        Path file = beside(deviceKeyFile);
        try {
            for (int opening = 1; ; opening++) {
                FileChannel channel = locked(file);
                String text = read(channel);
                // A file that is over and still has its name was left by a run that was killed just then.
                if (!text.equals(OVER) || opening == OPENINGS) {
                    return new AttemptFile(
                            file, channel, random, KEY.matcher(text).matches() ? text.strip() : null);
                }
                channel.close();
            }
        } catch (IOException e) {
            throw trouble(file, "can't be made or read: make its folder writable for this user, or name another one");
        }
    }

    private static FileChannel locked(Path file) throws IOException {
        FileChannel channel = DurableFiles.open(file, CREATE, READ, WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Another thread of this process has it.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw trouble(file, "is in use: another registration is under way here");
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
        for (int read = 0; read >= 0 && bytes.hasRemaining(); ) {
            read = channel.read(bytes, bytes.position());
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    }

    /** Whether an earlier run began this registration: what is stored of it is its own. */
    boolean isResumed() {
        return resumed;
    }

    /**
     * What every request of this registration says of itself, on the disk when this returns.
     *
     * @throws NotRegisteredException if it can't be written
     */
    String key() {
        String known = key;
        if (known == null) {
            byte[] bytes = new byte[KEY_BYTES];
            random.nextBytes(bytes);
            known = HexFormat.of().formatHex(bytes);
            try {
                DurableFiles.write(channel, known + "\n");
                DurableFiles.keepNames(file);
            } catch (IOException e) {
                throw trouble(file, "can't be written: mend that, and run this again");
            }
            key = known;
        }
        return known;
    }

    /**
     * The registration is over.
     *
     * @throws NotRegisteredException if the file can't be removed
     */
    void end() {
        try {
            DurableFiles.write(channel, OVER);
            Files.deleteIfExists(file);
            DurableFiles.keepNames(file);
            over = true;
        } catch (IOException e) {
            throw trouble(file, "can't be removed: make its folder writable for this user");
        }
    }

    /** Lets others have it; one that was never begun is no more. */
    @Override
    public void close() {
        if (key == null && !over) {
            end();
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw trouble(file, "can't be closed");
        }
    }

    private static Path beside(Path deviceKeyFile) {
        return deviceKeyFile.resolveSibling(deviceKeyFile.getFileName() + ENDING);
    }

    private static NotRegisteredException trouble(Path file, String what) {
        return new NotRegisteredException(ExitStatus.FILE_TROUBLE, "the file " + file + " " + what);
    }

    @Override
    public String toString() {
        return "AttemptFile[" + file + "]";
    }
}
