package io.deviceregistration.persistence.tds;

import io.deviceregistration.persistence.tds.ClientRequest.Login;
import io.deviceregistration.persistence.tds.ClientRequest.RpcCall;
import io.deviceregistration.persistence.tds.ClientRequest.Statement;
import io.deviceregistration.persistence.tds.Reply.Cut;
import io.deviceregistration.persistence.tds.Reply.Failure;
import io.deviceregistration.persistence.tds.Reply.Rows;
import io.deviceregistration.persistence.tds.Reply.Updated;
import io.deviceregistration.persistence.tds.Reply.Usual;

/** Turns replies into one connection's answers, and carries out what they mean for its transaction. */
final class Answers {

    private final OpenTransaction transaction;
    private Tokens out = new Tokens();

    Answers(OpenTransaction transaction) {
        this.transaction = transaction;
    }

    /** The answer as it is so far, to add to. */
    Tokens tokens() {
        return out;
    }

    /** The answer's bytes; the next answer begins. */
    byte[] take() {
        byte[] bytes = out.toBytes();
        out = new Tokens();
        return bytes;
    }

    /** @param last whether no other request of the same message follows */
    void add(ClientRequest request, Reply reply, boolean last) {
        if (request instanceof Login login) {
            Handshake.answer(login, reply, out);
        } else if (request instanceof Statement statement) {
            if (statement.executes()) {
                carryOut(new Sql(statement.sql()), reply);
            }
            write(statement, reply instanceof Usual ? usual(statement) : reply, last);
        }
    }

    private void carryOut(Sql sql, Reply reply) {
        if (reply instanceof Failure failure) {
            if (failure.rollsBack()) {
                transaction.rollBack(out);
            }
        } else if (!(reply instanceof Cut cut) || cut.done()) {
            transaction.apply(sql, out);
        }
    }

    private static Reply usual(Statement statement) {
        Sql sql = new Sql(statement.sql());
        if (sql.changesRows()) {
            return Reply.updated(1);
        }
        if (sql.selects()) {
            Rows none = Reply.rows(Column.integer(""));
            return sql.isSelectOne() ? none.row(1) : none;
        }
        return Reply.usual();
    }

    /** What a batch answers plainly, a procedure wraps in its status and handle. */
    private void write(Statement statement, Reply reply, boolean last) {
        if (!(statement instanceof RpcCall call)) {
            writeResult(statement, reply, Tokens.DONE, Tokens.FINAL);
            return;
        }
        int status = last ? Tokens.FINAL : Tokens.MORE;
        if (call.executes()) {
            writeResult(statement, reply, Tokens.DONE_IN_PROCEDURE, Tokens.MORE);
        }
        if (reply instanceof Failure failure) {
            status |= Tokens.ERROR;
            out.returnStatus(failure.number());
        } else {
            out.returnStatus(0);
        }
        if (call.procedure().prepares()) {
            out.handle(call.handle());
        }
        out.done(Tokens.DONE_PROCEDURE, status, 0, 0);
    }

    private void writeResult(Statement statement, Reply reply, int token, int status) {
        int command = new Sql(statement.sql()).command();
        if (reply instanceof Failure failure) {
            out.failure(failure).done(token, status | Tokens.ERROR, command, 0);
        } else if (reply instanceof Rows rows) {
            int count = rows.values().size();
            out.rows(rows).done(token, status | Tokens.COUNT, command, count);
        } else if (reply instanceof Updated updated) {
            out.done(token, status | Tokens.COUNT, command, updated.count());
        } else {
            out.done(token, status, command, 0);
        }
    }
}
