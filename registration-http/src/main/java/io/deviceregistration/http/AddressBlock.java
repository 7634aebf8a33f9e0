package io.deviceregistration.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All addresses that begin with the same bits, such as {@code 10.0.0.0/8}; a single address is a block too. */
record AddressBlock(InetAddress first, int bits) {

    private static final Pattern BLOCK = Pattern.compile("([^/]+)(?:/(\\d{1,3}))?");

    /** @throws IllegalArgumentException if the text is neither an address nor a block */
    static AddressBlock of(String text) {
        Matcher block = BLOCK.matcher(text);
        if (!block.matches()) {
            throw notOne();
        }
        InetAddress address = NumericAddress.of(block.group(1)).orElseThrow(AddressBlock::notOne);
        int length = address.getAddress().length * Byte.SIZE;
        int bits = block.group(2) == null ? length : Integer.parseInt(block.group(2));
        if (bits > length) {
            throw new IllegalArgumentException(text + " is no block: such an address has " + length + " bits");
        }
        InetAddress first = first(address, bits);
        if (!first.equals(address)) {
            throw new IllegalArgumentException(text + " is no block, since bits after the first " + bits
                    + " are set; the block is " + first.getHostAddress() + "/" + bits);
        }
        return new AddressBlock(first, bits);
    }

    boolean contains(InetAddress address) {
        return address.getAddress().length == first.getAddress().length
                && first(address, bits).equals(first);
    }

    private static InetAddress first(InetAddress address, int bits) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.max(0, Math.min(Byte.SIZE, bits - i * Byte.SIZE));
            bytes[i] &= (byte) (0xff00 >> kept);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has another length than itself", e);
        }
    }

    private static IllegalArgumentException notOne() {
        return new IllegalArgumentException(
                "a proxy is an address or a block of addresses, such as 10.0.0.7 or 10.0.0.0/8");
    }
}
