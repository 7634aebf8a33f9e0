package io.deviceregistration.persistence.tds;

import io.deviceregistration.persistence.tds.ClientRequest.RpcCall;
import io.deviceregistration.persistence.tds.ClientRequest.SqlBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes requests of the messages of one connection, in whose life a greeting, a login and statements must follow. */
final class RequestReader {

    private static final int TRANSACTION_HEADER = 2;

    private enum Due {
        GREETING,
        LOGIN,
        STATEMENT
    }

    private final int connection;
    private final OpenTransaction transaction;
    private final RpcReader calls;
    private Due due = Due.GREETING;

    RequestReader(int connection, OpenTransaction transaction) {
        this.connection = connection;
        this.transaction = transaction;
        this.calls = new RpcReader(connection);
    }

    /** Answers what needs no request, and says at the answer's beginning if a transaction begins. */
    List<? extends ClientRequest> read(Packets.Message message, Tokens answer) {
        return switch (due) {
            case GREETING -> {
                message.expect(Packets.PRELOGIN);
                due = Due.LOGIN;
                answer.greeting(Handshake.greeting(message.payload()));
                yield List.of();
            }
            case LOGIN -> {
                message.expect(Packets.LOGIN);
                due = Due.STATEMENT;
                yield List.of(LoginReader.read(connection, message.payload()));
            }
            case STATEMENT -> statements(message, answer);
        };
    }

    private List<? extends ClientRequest> statements(Packets.Message message, Tokens answer) {
        TdsInput in = new TdsInput(message.payload());
        readHeaders(in);
        return switch (message.type()) {
            case Packets.SQL_BATCH -> List.of(batch(in, answer));
            case Packets.RPC -> calls(in, answer);
            default -> throw new ProtocolViolation("a message of type " + message.type());
        };
    }

    private void readHeaders(TdsInput in) {
        int end = in.position() + in.i32();
        while (in.position() < end) {
            int next = in.position() + in.i32();
            if (in.u16() == TRANSACTION_HEADER) {
                transaction.check(in.i64());
            }
            in.moveTo(next);
        }
    }

    private SqlBatch batch(TdsInput in, Tokens answer) {
        String text = new String(in.bytes(in.remaining()), StandardCharsets.UTF_16LE);
        Sql sql = new Sql(text);
        if (sql.beginsTransactionByWord()) {
            throw new ProtocolViolation("a transaction within a transaction: " + text);
        }
        transaction.beginIfNeeded(sql, answer);
        return new SqlBatch(connection, transaction.number(), text);
    }

    private List<RpcCall> calls(TdsInput in, Tokens answer) {
        List<RpcCall> read = new ArrayList<>();
        for (RpcCall call : calls.read(in)) {
            if (call.executes()) {
                transaction.beginIfNeeded(new Sql(call.sql()), answer);
            }
            read.add(call.in(transaction.number()));
        }
        return read;
    }
}
