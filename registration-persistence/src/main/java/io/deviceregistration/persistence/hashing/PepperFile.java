package io.deviceregistration.persistence.hashing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads peppers, by way of byte arrays that are wiped rather than strings that would linger in memory. */
final class PepperFile {

    static final String ADVICE = "\"openssl rand -base64 32\" prints a line for it";

    private static final Logger LOG = LoggerFactory.getLogger(PepperFile.class);
    private static final int MAX_BYTES = 16_384;
    private static final int MAX_PEPPERS = 2;
    private static final Set<PosixFilePermission> READ_BY_OTHERS =
            EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final Path file;
    private final List<byte[]> secrets = new ArrayList<>();

    private PepperFile(Path file) {
        this.file = file;
    }

    static Peppers read(Path file) {
        PepperFile reader = new PepperFile(file);
        byte[] content = reader.content();
        try {
            reader.takeLines(content);
            return Peppers.of(reader.secrets.toArray(byte[][]::new));
        } finally {
            wipe(content);
            reader.secrets.forEach(PepperFile::wipe);
        }
    }

    private byte[] content() {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                wipe(content);
                throw bad(" is larger than " + MAX_BYTES + " bytes");
            }
            warnIfOthersMayRead();
            return content;
        } catch (NoSuchFileException e) {
            throw bad(" does not exist");
        } catch (IOException e) {
            throw bad(" can't be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private void warnIfOthersMayRead() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null && view.readAttributes().permissions().stream().anyMatch(READ_BY_OTHERS::contains)) {
            LOG.warn("The pepper file {} can be read by others than its owner; restrict it with: chmod 600", file);
        }
    }

    private void takeLines(byte[] content) {
        int line = 1;
        int start = 0;
        for (int i = 0; i <= content.length; i++) {
            if (i == content.length || content[i] == '\n') {
                takeLine(line, Arrays.copyOfRange(content, start, i));
                line++;
                start = i + 1;
            }
        }
        if (secrets.isEmpty()) {
            throw bad(" holds no pepper");
        }
    }

    private void takeLine(int number, byte[] line) {
        byte[] text = stripped(line);
        try {
            if (text.length > 0 && text[0] != '#') {
                takePepper(number, text);
            }
        } finally {
            wipe(line);
            wipe(text);
        }
    }

    private void takePepper(int number, byte[] text) {
        if (secrets.size() == MAX_PEPPERS) {
            throw bad(", line " + number + ": only the current pepper and the previous one may be listed");
        }
        byte[] secret = decoded(number, text);
        boolean repeated = secrets.stream().anyMatch(earlier -> Arrays.equals(earlier, secret));
        secrets.add(secret);
        if (secret.length < Pepper.MIN_BYTES) {
            throw bad(", line " + number + ": must have at least " + Pepper.MIN_BYTES + " bytes, has " + secret.length);
        }
        if (repeated) {
            throw bad(", line " + number + ": repeats an earlier line");
        }
    }

    private byte[] decoded(int number, byte[] text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException itsMessageShowsWhatItRead) {
            throw bad(", line " + number + ": is not standard base64");
        }
    }

    private IllegalArgumentException bad(String what) {
        return new IllegalArgumentException("pepper file " + file + what + "; " + ADVICE);
    }

    private static byte[] stripped(byte[] line) {
        int start = 0;
        int end = line.length;
        while (start < end && isSpace(line[start])) {
            start++;
        }
        while (start < end && isSpace(line[end - 1])) {
            end--;
        }
        return Arrays.copyOfRange(line, start, end);
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }

    private static void wipe(byte[] bytes) {
        Arrays.fill(bytes, (byte) 0);
    }
}
