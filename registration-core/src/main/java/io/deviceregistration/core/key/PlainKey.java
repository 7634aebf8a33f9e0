package io.deviceregistration.core.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A provisioning or device key in the clear:
 *
 * <pre>{@code <prefix>_<id: 26><secret: 52><checksum: 7>}</pre>
 *
 * all in lowercase base32. The id (128 bits) finds the row and is not secret; the secret is 256 random bits; the
 * checksum is the CRC-32 of everything before it, so that a mistyped or truncated key is refused before any database or
 * hash is asked. Lowercase only, so that no case-insensitive collation can confuse two keys.
 *
 * <p>Immutable. {@link #toString} shows the hint; only {@link #reveal} and {@link #bytes} give the key away. Equality
 * takes the same time wherever two keys differ.
 */
public final class PlainKey {

    /** How many characters every key has. */
    public static final int LENGTH = 89;

    static final int SECRET_BYTES = 32;

    private static final int PREFIX_LENGTH = 4;
    private static final int ID_LENGTH = 26;
    private static final int ID_END = PREFIX_LENGTH + ID_LENGTH;
    private static final int CHECKSUM_START = LENGTH - 7;

    private final KeyKind kind;
    private final UUID id;
    private final String text;

    private PlainKey(KeyKind kind, UUID id, String text) {
        this.kind = kind;
        this.id = id;
        this.text = text;
    }

    static PlainKey of(KeyKind kind, UUID id, byte[] secret) {
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("a key's secret has " + SECRET_BYTES + " bytes");
        }
        String unchecked = kind.prefix() + "_" + encode(id) + Base32.encode(secret);
        return new PlainKey(kind, id, unchecked + checksum(unchecked));
    }

    /** The key that the text is, or nothing if it is not a well-formed key of this kind with a matching checksum. */
    public static Optional<PlainKey> parse(KeyKind kind, String text) {
        if (text.length() != LENGTH || !text.startsWith(kind.prefix()) || text.charAt(PREFIX_LENGTH - 1) != '_') {
            return Optional.empty();
        }
        boolean intact = Base32.decode(text, CHECKSUM_START, LENGTH)
                .map(checksum -> ByteBuffer.wrap(checksum).getInt() == crc(text))
                .orElse(false);
        if (!intact || Base32.decode(text, ID_END, CHECKSUM_START).isEmpty()) {
            return Optional.empty();
        }
        return Base32.decode(text, PREFIX_LENGTH, ID_END)
                .map(id -> new PlainKey(kind, uuid(ByteBuffer.wrap(id)), text));
    }

    /** What lists and logs show of the key with this id: prefix, first six characters of the id, an ellipsis. */
    public static String hint(KeyKind kind, UUID id) {
        return kind.prefix() + "_" + encode(id).substring(0, 6) + "…";
    }

    public KeyKind kind() {
        return kind;
    }

    /** The id of the row that this key belongs to. */
    public UUID id() {
        return id;
    }

    public String hint() {
        return hint(kind, id);
    }

    /** The key itself, for the one response that shows it. Never log it. */
    public String reveal() {
        return text;
    }

    /** The whole key in ASCII: what a {@link SecretHasher} hashes. The array is the caller's, who may wipe it. */
    public byte[] bytes() {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PlainKey key && MessageDigest.isEqual(bytes(), key.bytes());
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return hint();
    }

    private static String encode(UUID id) {
        return Base32.encode(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
    }

    private static UUID uuid(ByteBuffer bytes) {
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static String checksum(String unchecked) {
        return Base32.encode(
                ByteBuffer.allocate(Integer.BYTES).putInt(crc(unchecked)).array());
    }

    /** Of everything before the checksum. A character that takes more than a byte counts as one that no key has. */
    private static int crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1), 0, CHECKSUM_START);
        return (int) crc.getValue();
    }
}
