package io.deviceregistration.persistence.tds;

import io.deviceregistration.persistence.tds.ClientRequest.Login;
import io.deviceregistration.persistence.tds.Reply.Failure;

/** What comes before the first statement. */
final class Handshake {

    private static final int VERSION = 0;
    private static final int ENCRYPTION = 1;
    private static final int END = 0xFF;
    private static final int ENCRYPTION_NOT_SUPPORTED = 2;

    private Handshake() {}

    /** Options are a list of (kind, offset, length), big-endian, before their contents. */
    static byte[] greeting(byte[] request) {
        if (request.length == 0 || request[0] != VERSION) {
            throw new ProtocolViolation("a prelogin that doesn't begin with the version");
        }
        int contents = 11;
        return new TdsOutput()
                .bytes((byte) VERSION, (byte) 0, (byte) contents, (byte) 0, (byte) 6)
                .bytes((byte) ENCRYPTION, (byte) 0, (byte) (contents + 6), (byte) 0, (byte) 1)
                .u8(END)
                .bytes((byte) 16, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0)
                .u8(ENCRYPTION_NOT_SUPPORTED)
                .toBytes();
    }

    /** No feature that the client may have asked for is acknowledged: none is understood. */
    static void answer(Login login, Reply reply, Tokens out) {
        if (reply instanceof Failure failure) {
            out.failure(failure).done(Tokens.DONE, Tokens.ERROR, 0, 0);
            return;
        }
        out.database(login.database().isEmpty() ? "master" : login.database())
                .collation()
                .loginAck()
                .packetSize(Packets.SIZE)
                .done(Tokens.DONE, Tokens.FINAL, 0, 0);
    }
}
