package io.deviceregistration.core.key;

import java.util.Arrays;
import java.util.Optional;

/** Lowercase, unpadded base32 with the alphabet of RFC 4648 section 6. Every byte sequence has exactly one text. */
final class Base32 {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BITS_PER_CHARACTER = 5;
    private static final byte[] DIGITS = new byte[128];

    static {
        Arrays.fill(DIGITS, (byte) -1);
        for (int digit = 0; digit < ALPHABET.length(); digit++) {
            DIGITS[ALPHABET.charAt(digit)] = (byte) digit;
        }
    }

    private Base32() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder((bytes.length * Byte.SIZE + 4) / BITS_PER_CHARACTER);
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = buffer << Byte.SIZE | b & 0xff;
            bits += Byte.SIZE;
            while (bits >= BITS_PER_CHARACTER) {
                bits -= BITS_PER_CHARACTER;
                text.append(ALPHABET.charAt(buffer >> bits & 31));
            }
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt(buffer << BITS_PER_CHARACTER - bits & 31));
        }
        return text.toString();
    }

    /** The bytes, or nothing if the text is not what {@link #encode} would have written for them. */
    static Optional<byte[]> decode(String text) {
        return decode(text, 0, text.length());
    }

    /** Likewise, of the text from one place to before another. */
    static Optional<byte[]> decode(String text, int from, int to) {
        byte[] bytes = new byte[(to - from) * BITS_PER_CHARACTER / Byte.SIZE];
        int buffer = 0;
        int bits = 0;
        int next = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int digit = c < DIGITS.length ? DIGITS[c] : -1;
            if (digit < 0) {
                return Optional.empty();
            }
            buffer = buffer << BITS_PER_CHARACTER | digit;
            bits += BITS_PER_CHARACTER;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                bytes[next++] = (byte) (buffer >> bits);
            }
        }
        boolean leftoverBitsAreZero = bits < BITS_PER_CHARACTER && (buffer & (1 << bits) - 1) == 0;
        return leftoverBitsAreZero ? Optional.of(bytes) : Optional.empty();
    }
}
