package io.deviceregistration.persistence.tds;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Collects a message's bytes; numbers are little-endian. */
final class TdsOutput {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    TdsOutput u8(int value) {
        bytes.write(value);
        return this;
    }

    TdsOutput u16(int value) {
        return number(value, 2);
    }

    TdsOutput i32(int value) {
        return number(value, 4);
    }

    TdsOutput i64(long value) {
        return number(value, 8);
    }

    TdsOutput number(long value, int size) {
        for (int i = 0; i < size; i++) {
            u8((int) (value >>> 8 * i));
        }
        return this;
    }

    TdsOutput bytes(byte... more) {
        bytes.writeBytes(more);
        return this;
    }

    /** Text behind its length in characters, of one byte. */
    TdsOutput shortText(String text) {
        return u8(text.length()).bytes(utf16(text));
    }

    /** Text behind its length in characters, of two bytes. */
    TdsOutput text(String text) {
        return u16(text.length()).bytes(utf16(text));
    }

    static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
