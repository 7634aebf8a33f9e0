package io.deviceregistration.persistence.tds;

import io.deviceregistration.persistence.tds.ClientRequest.Login;

/** The message by which a client logs in: fixed fields, among them where each text begins and how long it is. */
final class LoginReader {

    private static final int USER = 40;
    private static final int APPLICATION = 48;
    private static final int DATABASE = 68;

    private LoginReader() {}

    static Login read(int connection, byte[] payload) {
        TdsInput in = new TdsInput(payload);
        if (in.i32() != payload.length) {
            throw new ProtocolViolation("a login of another length than it says");
        }
        return new Login(connection, text(in, USER), text(in, DATABASE), text(in, APPLICATION));
    }

    private static String text(TdsInput in, int field) {
        in.moveTo(field);
        int offset = in.u16();
        int characters = in.u16();
        in.moveTo(offset);
        return in.text(characters);
    }
}
