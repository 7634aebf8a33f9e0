package io.deviceregistration.persistence.hashing;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The current pepper, which new hashes are made with, and perhaps the previous one, under which older hashes stay
 * checkable until they are renewed: so a pepper can be changed without shutting anybody out. Immutable; {@link
 * #toString} shows ids, which don't give the peppers away.
 */
public final class Peppers {

    private static final int MAX_COUNT = 2;

    private final List<Pepper> newestFirst;

    private Peppers(List<Pepper> newestFirst) {
        this.newestFirst = newestFirst;
    }

    /**
     * The peppers in a text file: one or two lines of standard base64, each of at least 32 random bytes, the current
     * pepper first; blank lines and lines that begin with {@code #} don't count. {@code openssl rand -base64 32} prints
     * such a line. Logs a warning if others than the file's owner may read it.
     *
     * @throws IllegalArgumentException naming the file, the line and the remedy, but nothing of the content, if the file
     *     can't be read or is not such a file
     */
    public static Peppers read(Path file) {
        return PepperFile.read(file);
    }

    /**
     * Peppers from elsewhere, such as a key vault, the current one first.
     *
     * @param secrets one or two different secrets of at least 32 random bytes, copied
     * @throws IllegalArgumentException if they are not
     */
    public static Peppers of(byte[]... secrets) {
        List<Pepper> peppers = Arrays.stream(secrets).map(Pepper::new).toList();
        long different = peppers.stream().map(Pepper::id).distinct().count();
        if (peppers.isEmpty() || peppers.size() > MAX_COUNT || different < peppers.size()) {
            throw new IllegalArgumentException(
                    "one pepper is needed, or two different ones, but " + peppers.size() + " were given");
        }
        return new Peppers(peppers);
    }

    Pepper current() {
        return newestFirst.get(0);
    }

    Optional<Pepper> find(String id) {
        return newestFirst.stream().filter(pepper -> pepper.id().equals(id)).findFirst();
    }

    @Override
    public String toString() {
        return newestFirst.stream().map(Pepper::id).collect(Collectors.joining(", ", "Peppers[", "]"));
    }
}
