package io.deviceregistration.persistence.tds;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Messages in packets: eight bytes of header (type, status, length, process, number, window), then a part of it. */
final class Packets {

    static final int SQL_BATCH = 1;
    static final int RPC = 3;
    static final int ATTENTION = 6;
    static final int LOGIN = 16;
    static final int PRELOGIN = 18;

    /** The size of packet that clients may count on before one is agreed on. */
    static final int SIZE = 4096;

    private static final int HEADER = 8;
    private static final int RESPONSE = 4;
    private static final int END_OF_MESSAGE = 1;

    private final DataInputStream in;
    private final OutputStream out;

    Packets(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = out;
    }

    record Message(int type, byte[] payload) {

        void expect(int due) {
            if (type != due) {
                throw new ProtocolViolation("a message of type " + type + " where one of " + due + " was due");
            }
        }
    }

    /** The next message; null at the end, even if that comes amid a message. */
    @Nullable Message read() throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        try {
            while (true) {
                int type = in.readUnsignedByte();
                int status = in.readUnsignedByte();
                int length = in.readUnsignedShort();
                in.readInt();
                if (length < HEADER || (status & ~END_OF_MESSAGE) != 0) {
                    throw new ProtocolViolation("packet of type " + type + ", status " + status + ", length " + length);
                }
                byte[] part = new byte[length - HEADER];
                in.readFully(part);
                payload.writeBytes(part);
                if (status == END_OF_MESSAGE) {
                    return new Message(type, payload.toByteArray());
                }
            }
        } catch (EOFException e) {
            return null;
        }
    }

    void write(byte[] message) throws IOException {
        int number = 1;
        int from = 0;
        do {
            int to = Math.min(message.length, from + SIZE - HEADER);
            int length = HEADER + to - from;
            int status = to == message.length ? END_OF_MESSAGE : 0;
            byte[] packet = Arrays.copyOf(
                    new byte[] {RESPONSE, (byte) status, (byte) (length >> 8), (byte) length, 0, 0, (byte) number++, 0},
                    length);
            System.arraycopy(message, from, packet, HEADER, to - from);
            out.write(packet);
            from = to;
        } while (from < message.length);
        out.flush();
    }
}
