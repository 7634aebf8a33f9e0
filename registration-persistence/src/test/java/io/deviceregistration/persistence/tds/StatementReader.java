package io.deviceregistration.persistence.tds;

import io.deviceregistration.persistence.tds.ClientRequest.RpcCall;
import io.deviceregistration.persistence.tds.ClientRequest.SqlBatch;
import io.deviceregistration.persistence.tds.ClientRequest.Statement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the messages that a connection sends once it is logged in, and begins transactions for them. */
final class StatementReader {

    private static final int TRANSACTION_HEADER = 2;

    private final int connection;
    private final OpenTransaction transaction;
    private final RpcReader calls;

    StatementReader(int connection, OpenTransaction transaction) {
        this.connection = connection;
        this.transaction = transaction;
        this.calls = new RpcReader(connection);
    }

    /** Preparing and forgetting is never scripted, so that a rule for a statement counts its executions. */
    static boolean isForScript(ClientRequest request) {
        return !(request instanceof RpcCall call) || call.procedure().executes();
    }

    List<Statement> read(Packets.Message message, Tokens answer) {
        TdsInput in = new TdsInput(message.payload());
        readHeaders(in);
        return switch (message.type()) {
            case Packets.SQL_BATCH -> List.of(batch(in, answer));
            case Packets.RPC -> {
                List<Statement> read = new ArrayList<>();
                for (RpcCall call : calls.read(in)) {
                    read.add(inTransaction(call, answer));
                }
                yield read;
            }
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

    private RpcCall inTransaction(RpcCall call, Tokens answer) {
        if (call.procedure().executes()) {
            transaction.beginIfNeeded(new Sql(call.sql()), answer);
        }
        return call.in(transaction.number());
    }
}
