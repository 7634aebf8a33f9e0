package io.deviceregistration.persistence.tds;

import io.deviceregistration.persistence.tds.TdsType.Kind;
import java.util.Arrays;
import java.util.HexFormat;

/** Types on the wire: one byte for the type, then its size, then a string's collation. */
final class TypeCodec {

    /** SQL_Latin1_General_CP1_CI_AS, the collation that the endpoint says its database has. */
    static final byte[] COLLATION = {0x09, 0x04, (byte) 0xD0, 0x00, 0x34};

    private static final int UNLIMITED = 0xFFFF;

    private TypeCodec() {}

    static TdsType read(TdsInput in) {
        Kind kind = Kind.of(in.u8());
        return switch (kind) {
            case BIT, INT, FLOAT, UNIQUEIDENTIFIER, DATETIME2, DATETIMEOFFSET -> new TdsType(kind, in.u8());
            case VARBINARY -> new TdsType(kind, limit(in.u16()));
            case VARCHAR, NVARCHAR -> {
                int limit = limit(in.u16());
                byte[] collation = in.bytes(COLLATION.length);
                if (!Arrays.equals(collation, COLLATION)) {
                    throw new ProtocolViolation("a string of the collation "
                            + HexFormat.of().formatHex(collation) + ", which the endpoint didn't announce");
                }
                yield new TdsType(kind, kind == Kind.NVARCHAR && limit != TdsType.MAX ? limit / 2 : limit);
            }
        };
    }

    private static int limit(int bytes) {
        return bytes == UNLIMITED ? TdsType.MAX : bytes;
    }

    static void write(TdsType type, TdsOutput out) {
        out.u8(type.kind().token());
        switch (type.kind()) {
            case BIT, INT, FLOAT, UNIQUEIDENTIFIER, DATETIME2, DATETIMEOFFSET -> out.u8(type.size());
            case VARCHAR, VARBINARY -> out.u16(type.isChunked() ? UNLIMITED : type.size());
            case NVARCHAR -> out.u16(type.isChunked() ? UNLIMITED : 2 * type.size());
        }
        if (type.isText()) {
            out.bytes(COLLATION);
        }
    }
}
