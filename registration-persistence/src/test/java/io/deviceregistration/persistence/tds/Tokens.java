package io.deviceregistration.persistence.tds;

import io.deviceregistration.persistence.tds.Reply.Failure;
import io.deviceregistration.persistence.tds.Reply.Rows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts that answers are made of. */
final class Tokens {

    static final int DONE = 0xFD;
    static final int DONE_PROCEDURE = 0xFE;
    static final int DONE_IN_PROCEDURE = 0xFF;

    static final int FINAL = 0;
    static final int MORE = 1;
    static final int ERROR = 2;
    static final int COUNT = 0x10;
    static final int ATTENTION = 0x20;

    private static final int RETURN_STATUS = 0x79;
    private static final int COLUMNS = 0x81;
    private static final int FAILURE = 0xAA;
    private static final int RETURN_VALUE = 0xAC;
    private static final int LOGIN_ACK = 0xAD;
    private static final int ROW = 0xD1;
    private static final int ENVIRONMENT = 0xE3;

    private static final int NULLABLE = 1;
    private static final TdsType HANDLE = new TdsType(TdsType.Kind.INT, 4);

    private final TdsOutput out = new TdsOutput();

    /** Version 16 of the server, and 7.4 of the protocol. */
    Tokens loginAck() {
        return token(
                LOGIN_ACK,
                new TdsOutput()
                        .u8(1)
                        .bytes((byte) 0x74, (byte) 0, (byte) 0, (byte) 4)
                        .shortText("Microsoft SQL Server")
                        .bytes((byte) 16, (byte) 0, (byte) 0, (byte) 0));
    }

    /** What comes before there are tokens. */
    Tokens greeting(byte[] content) {
        out.bytes(content);
        return this;
    }

    Tokens database(String name) {
        return token(ENVIRONMENT, new TdsOutput().u8(1).shortText(name).shortText("master"));
    }

    Tokens packetSize(int size) {
        String text = String.valueOf(size);
        return token(ENVIRONMENT, new TdsOutput().u8(4).shortText(text).shortText(text));
    }

    Tokens collation() {
        byte[] collation = TypeCodec.COLLATION;
        return token(
                ENVIRONMENT,
                new TdsOutput().u8(7).u8(collation.length).bytes(collation).u8(0));
    }

    Tokens begun(long transaction) {
        return token(ENVIRONMENT, new TdsOutput().u8(8).u8(8).i64(transaction).u8(0));
    }

    Tokens ended(long transaction, TransactionState how) {
        int type = how == TransactionState.COMMITTED ? 9 : 10;
        return token(ENVIRONMENT, new TdsOutput().u8(type).u8(0).u8(8).i64(transaction));
    }

    Tokens failure(Failure failure) {
        return token(
                FAILURE,
                new TdsOutput()
                        .i32(failure.number())
                        .u8(failure.state())
                        .u8(failure.severity())
                        .text(failure.message())
                        .shortText("scripted")
                        .shortText("")
                        .i32(1));
    }

    Tokens rows(Rows rows) {
        out.u8(COLUMNS).u16(rows.columns().size());
        for (Column column : rows.columns()) {
            out.i32(0).u16(NULLABLE);
            TypeCodec.write(column.type(), out);
            out.shortText(column.name());
        }
        rows.values().forEach(row -> row(rows.columns(), row));
        return this;
    }

    private void row(List<Column> columns, List<@Nullable Object> row) {
        out.u8(ROW);
        for (int i = 0; i < columns.size(); i++) {
            ValueCodec.write(columns.get(i).type(), row.get(i), out);
        }
    }

    Tokens done(int token, int status, int command, long count) {
        out.u8(token).u16(status).u16(command).i64(count);
        return this;
    }

    Tokens returnStatus(int status) {
        out.u8(RETURN_STATUS).i32(status);
        return this;
    }

    /** A prepared statement's handle, as the procedure's first parameter gives it back. */
    Tokens handle(int handle) {
        out.u8(RETURN_VALUE).u16(0).shortText("").u8(1).i32(0).u16(0);
        TypeCodec.write(HANDLE, out);
        ValueCodec.write(HANDLE, handle, out);
        return this;
    }

    byte[] toBytes() {
        return out.toBytes();
    }

    private Tokens token(int type, TdsOutput content) {
        byte[] bytes = content.toBytes();
        out.u8(type).u16(bytes.length).bytes(bytes);
        return this;
    }
}
