package io.deviceregistration.http;

import io.deviceregistration.core.page.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * A place in a list as an opaque text: time, id, and a checksum over them and the list they belong to. The checksum
 * catches mistakes, not malice: a cursor only ever moves within what its sender may list.
 */
final class Cursor {

    private static final int BYTES = Long.BYTES + 2 * Long.BYTES + Integer.BYTES;

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private Cursor() {}

    static String encode(Position position, String path, List<String> filters) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(position.at().toEpochMilli())
                .putLong(position.id().getMostSignificantBits())
                .putLong(position.id().getLeastSignificantBits());
        bytes.putInt(checksum(bytes, path, filters));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** The position, or nothing if the text is no cursor of this list with these filters. */
    static Optional<Position> decode(String text, String path, List<String> filters) {
        ByteBuffer bytes;
        try {
            bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.capacity() != BYTES) {
            return Optional.empty();
        }
        Position position =
                new Position(Instant.ofEpochMilli(bytes.getLong()), new UUID(bytes.getLong(), bytes.getLong()));
        return isStorable(position.at()) && bytes.getInt(bytes.position()) == checksum(bytes, path, filters)
                ? Optional.of(position)
                : Optional.empty();
    }

    /** The checksum can be made by anybody; a time that no database knows can't have been ours. */
    private static boolean isStorable(Instant at) {
        return !at.isBefore(EARLIEST) && !at.isAfter(LATEST);
    }

    /** Over the bytes before the buffer's position, and over the list. */
    private static int checksum(ByteBuffer bytes, String path, List<String> filters) {
        CRC32 crc = new CRC32();
        crc.update(bytes.array(), 0, bytes.position());
        crc.update((path + "?" + String.join("&", filters)).getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }
}
