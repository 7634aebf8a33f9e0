package io.deviceregistration.persistence.tds;

import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;

/**
 * A type as it is sent, with its size: bytes of a number, the greatest number of characters or bytes of a string ({@link
 * #MAX} for none), digits of a second's fraction. {@link #toString} writes it as SQL does.
 */
public record TdsType(Kind kind, int size) {

    /** The size of {@code nvarchar(max)} and the like. */
    public static final int MAX = -1;

    /** The types that the endpoint knows, and as what their values appear here. */
    public enum Kind {
        /** {@link Boolean} */
        BIT(0x68),
        /** {@link Integer} up to four bytes, {@link Long} for eight */
        INT(0x26),
        /** {@link Float} for four bytes, {@link Double} for eight */
        FLOAT(0x6D),
        /** {@link UUID} */
        UNIQUEIDENTIFIER(0x24),
        /** {@link String} */
        NVARCHAR(0xE7),
        /** {@link String}, in Windows' code page 1252 */
        VARCHAR(0xA7),
        /** {@code byte[]} */
        VARBINARY(0xA5),
        /** {@link java.time.LocalDateTime} */
        DATETIME2(0x2A),
        /** {@link OffsetDateTime} */
        DATETIMEOFFSET(0x2B);

        private final int token;

        Kind(int token) {
            this.token = token;
        }

        int token() {
            return token;
        }

        static Kind of(int token) {
            for (Kind kind : values()) {
                if (kind.token == token) {
                    return kind;
                }
            }
            throw new ProtocolViolation("a value of the type 0x" + Integer.toHexString(token));
        }
    }

    boolean isText() {
        return kind == Kind.NVARCHAR || kind == Kind.VARCHAR;
    }

    boolean isTime() {
        return kind == Kind.DATETIME2 || kind == Kind.DATETIMEOFFSET;
    }

    /** Strings of any length are sent in chunks. */
    boolean isChunked() {
        return size == MAX;
    }

    @Override
    public String toString() {
        return switch (kind) {
            case BIT -> "bit";
            case INT ->
                switch (size) {
                    case 1 -> "tinyint";
                    case 2 -> "smallint";
                    case 8 -> "bigint";
                    default -> "int";
                };
            case FLOAT -> size == 4 ? "real" : "float";
            case UNIQUEIDENTIFIER -> "uniqueidentifier";
            case NVARCHAR, VARCHAR, VARBINARY, DATETIME2, DATETIMEOFFSET ->
                kind.name().toLowerCase(Locale.ROOT) + "(" + (size == MAX ? "max" : size) + ")";
        };
    }
}
