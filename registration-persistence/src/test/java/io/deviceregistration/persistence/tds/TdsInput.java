package io.deviceregistration.persistence.tds;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads a message's bytes; numbers are little-endian, and {@code u} stands for unsigned. */
final class TdsInput {

    private final ByteBuffer bytes;

    TdsInput(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    boolean hasMore() {
        return bytes.hasRemaining();
    }

    int remaining() {
        return bytes.remaining();
    }

    int position() {
        return bytes.position();
    }

    void moveTo(int position) {
        bytes.position(position);
    }

    int u8() {
        return Byte.toUnsignedInt(bytes.get());
    }

    int u16() {
        return Short.toUnsignedInt(bytes.getShort());
    }

    int i16() {
        return bytes.getShort();
    }

    int i32() {
        return bytes.getInt();
    }

    long i64() {
        return bytes.getLong();
    }

    /** An unsigned number of up to seven bytes. */
    long unsigned(int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (long) u8() << 8 * i;
        }
        return value;
    }

    byte[] bytes(int size) {
        byte[] read = new byte[size];
        bytes.get(read);
        return read;
    }

    String text(int characters) {
        return new String(bytes(2 * characters), StandardCharsets.UTF_16LE);
    }
}
