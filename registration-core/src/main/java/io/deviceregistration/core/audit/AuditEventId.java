package io.deviceregistration.core.audit;

import io.deviceregistration.core.value.Sha256;
import java.util.HexFormat;
import java.util.UUID;

/** The id of an audit event. It is random, or derived from a random one. */
public record AuditEventId(UUID value) {

    private static final int LONG_DIGITS = 16;

    /** Where a UUID says its version, and 8: made as its maker likes (RFC 9562, 5.8). */
    private static final long VERSION = 0xf000L;

    private static final long VERSION_8 = 0x8000L;

    /** Where a UUID says its variant, and that of RFC 9562. */
    private static final long VARIANT = 0xc000_0000_0000_0000L;

    private static final long VARIANT_RFC = 0x8000_0000_0000_0000L;

    /**
     * The id of the event about this object, where one change of this id is made to many: the first 128 bits of the SHA-256
     * digest of both ids with a slash between, but for what makes them a UUID of version 8.
     */
    AuditEventId ofMany(UUID object) {
        String digest = Sha256.of(value + "/" + object).hex();
        long high = HexFormat.fromHexDigitsToLong(digest, 0, LONG_DIGITS);
        long low = HexFormat.fromHexDigitsToLong(digest, LONG_DIGITS, 2 * LONG_DIGITS);
        return new AuditEventId(new UUID(high & ~VERSION | VERSION_8, low & ~VARIANT | VARIANT_RFC));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
