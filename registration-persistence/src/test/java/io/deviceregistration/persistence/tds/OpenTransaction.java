package io.deviceregistration.persistence.tds;

/** One connection's transaction, kept as a server would: begun by the first statement that needs one. */
final class OpenTransaction {

    private final Recorder recorder;
    private boolean implicit;
    private int number;

    OpenTransaction(Recorder recorder) {
        this.recorder = recorder;
    }

    /** The open transaction's number; 0 if there is none. */
    int number() {
        return number;
    }

    /** Clients name the transaction that they believe to be in; it must be the open one, or 0 for none. */
    void check(long named) {
        if (named != number) {
            throw new ProtocolViolation("a statement for transaction " + named + " while " + number + " is open");
        }
    }

    void beginIfNeeded(Sql sql, Tokens out) {
        if (implicit && number == 0 && sql.touchesTable()) {
            number = recorder.begin();
            out.begun(number);
        }
    }

    /** What the statement does to the session when it succeeds. */
    void apply(Sql sql, Tokens out) {
        if (sql.turnsImplicitTransactions("on")) {
            implicit = true;
        } else if (sql.turnsImplicitTransactions("off")) {
            implicit = false;
        }
        if (sql.commits()) {
            end(TransactionState.COMMITTED, out);
        } else if (sql.rollsBack()) {
            end(TransactionState.ROLLED_BACK, out);
        }
    }

    void rollBack(Tokens out) {
        end(TransactionState.ROLLED_BACK, out);
    }

    private void end(TransactionState state, Tokens out) {
        if (number != 0) {
            recorder.end(number, state);
            out.ended(number, state);
            number = 0;
        }
    }
}
