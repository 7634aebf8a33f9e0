package io.deviceregistration.persistence.tds;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values on the wire: their length, or that they are null, then their bytes. */
final class ValueCodec {

    private static final Charset CODE_PAGE = Charset.forName("windows-1252");
    private static final int NULL_STRING = 0xFFFF;
    private static final long NULL_CHUNKS = -1;
    private static final long UNKNOWN_LENGTH = -2;

    private ValueCodec() {}

    static @Nullable Object read(TdsType type, TdsInput in) {
        byte[] bytes = type.isChunked() ? readChunks(in) : readWhole(type, in);
        return bytes == null ? null : value(type, bytes);
    }

    private static byte @Nullable [] readWhole(TdsType type, TdsInput in) {
        if (hasLongLength(type)) {
            int length = in.u16();
            return length == NULL_STRING ? null : in.bytes(length);
        }
        int length = in.u8();
        return length == 0 ? null : in.bytes(length);
    }

    private static byte @Nullable [] readChunks(TdsInput in) {
        long length = in.i64();
        if (length == NULL_CHUNKS) {
            return null;
        }
        TdsOutput whole = new TdsOutput();
        for (int chunk = in.i32(); chunk != 0; chunk = in.i32()) {
            whole.bytes(in.bytes(chunk));
        }
        byte[] bytes = whole.toBytes();
        if (length != UNKNOWN_LENGTH && length != bytes.length) {
            throw new ProtocolViolation("a value of " + bytes.length + " bytes that was announced with " + length);
        }
        return bytes;
    }

    private static Object value(TdsType type, byte[] bytes) {
        TdsInput in = new TdsInput(bytes);
        return switch (type.kind()) {
            case BIT -> in.u8() != 0;
            case INT ->
                switch (bytes.length) {
                    case 1 -> in.u8();
                    case 2 -> in.i16();
                    case 4 -> in.i32();
                    default -> in.i64();
                };
            case FLOAT ->
                switch (bytes.length) {
                    case 4 -> Float.intBitsToFloat(in.i32());
                    default -> Double.longBitsToDouble(in.i64());
                };
            case UNIQUEIDENTIFIER -> Guids.read(in);
            case NVARCHAR -> new String(bytes, StandardCharsets.UTF_16LE);
            case VARCHAR -> new String(bytes, CODE_PAGE);
            case VARBINARY -> bytes;
            case DATETIME2 -> Times.readLocal(in, type.size());
            case DATETIMEOFFSET -> Times.readOffset(in, type.size());
        };
    }

    static void write(TdsType type, @Nullable Object value, TdsOutput out) {
        byte[] bytes = value == null ? null : bytes(type, value);
        if (type.isChunked()) {
            writeChunks(bytes, out);
        } else if (hasLongLength(type)) {
            out.u16(bytes == null ? NULL_STRING : bytes.length);
        } else {
            out.u8(bytes == null ? 0 : bytes.length);
        }
        if (bytes != null && !type.isChunked()) {
            out.bytes(bytes);
        }
    }

    /** In two chunks, so that whoever reads must put them together. */
    private static void writeChunks(byte @Nullable [] bytes, TdsOutput out) {
        if (bytes == null) {
            out.i64(NULL_CHUNKS);
            return;
        }
        out.i64(bytes.length);
        int half = bytes.length / 2;
        if (half > 0) {
            out.i32(half).bytes(Arrays.copyOf(bytes, half));
        }
        if (bytes.length > half) {
            out.i32(bytes.length - half).bytes(Arrays.copyOfRange(bytes, half, bytes.length));
        }
        out.i32(0);
    }

    private static byte[] bytes(TdsType type, Object value) {
        TdsOutput out = new TdsOutput();
        switch (type.kind()) {
            case BIT -> out.u8((Boolean) value ? 1 : 0);
            case INT -> out.number(((Number) value).longValue(), type.size());
            case FLOAT -> {
                if (type.size() == 4) {
                    out.i32(Float.floatToIntBits((Float) value));
                } else {
                    out.i64(Double.doubleToLongBits((Double) value));
                }
            }
            case UNIQUEIDENTIFIER -> Guids.write((UUID) value, out);
            case NVARCHAR -> out.bytes(TdsOutput.utf16((String) value));
            case VARCHAR -> out.bytes(((String) value).getBytes(CODE_PAGE));
            case VARBINARY -> out.bytes((byte[]) value);
            case DATETIME2 -> Times.write((LocalDateTime) value, type.size(), out);
            case DATETIMEOFFSET -> Times.write((OffsetDateTime) value, type.size(), out);
        }
        return out.toBytes();
    }

    private static boolean hasLongLength(TdsType type) {
        return switch (type.kind()) {
            case NVARCHAR, VARCHAR, VARBINARY -> true;
            case BIT, INT, FLOAT, UNIQUEIDENTIFIER, DATETIME2, DATETIMEOFFSET -> false;
        };
    }
}
