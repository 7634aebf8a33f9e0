package io.deviceregistration.persistence.tds;

import java.util.UUID;

/** {@code uniqueidentifier}s on the wire: the first three groups little-endian, the rest as it is read. */
final class Guids {

    private Guids() {}

    static UUID read(TdsInput in) {
        long high = Integer.toUnsignedLong(in.i32()) << 32 | (long) in.u16() << 16 | in.u16();
        return new UUID(high, Long.reverseBytes(in.i64()));
    }

    static void write(UUID value, TdsOutput out) {
        long high = value.getMostSignificantBits();
        out.number(high >>> 32, 4).number(high >>> 16, 2).number(high, 2);
        out.i64(Long.reverseBytes(value.getLeastSignificantBits()));
    }
}
