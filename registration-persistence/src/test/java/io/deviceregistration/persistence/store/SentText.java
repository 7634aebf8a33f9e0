package io.deviceregistration.persistence.store;

import io.deviceregistration.persistence.tds.ClientRequest.RpcCall;
import io.deviceregistration.persistence.tds.ClientRequest.SqlBatch;
import io.deviceregistration.persistence.tds.ClientRequest.Statement;
import io.deviceregistration.persistence.tds.Parameter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Statements as a text to compare with: the SQL as it was sent, but for blanks at the ends of lines, and below it each
 * parameter with its declared type and its value. A transaction stands between BEGIN and COMMIT or ROLLBACK, for what the
 * driver sends in their place. What does nothing is left out: a rollback without a transaction, and the pool's question
 * whether a connection is alive.
 */
final class SentText {

    private static final String IMPLICIT_TRANSACTIONS = "set implicit_transactions ";

    private static final Set<String> IDLE = Set.of("IF @@TRANCOUNT > 0 ROLLBACK TRAN", ScriptedStore.ALIVE);

    private SentText() {}

    static String of(List<Statement> statements) {
        return statements.stream().map(SentText::text).collect(Collectors.joining());
    }

    private static String text(Statement statement) {
        if (statement instanceof RpcCall call) {
            return lines(call.sql()) + parameters(call.parameters());
        }
        return statement instanceof SqlBatch batch ? batch(batch) : lines(statement.sql());
    }

    private static String batch(SqlBatch batch) {
        if (batch.isCommit()) {
            return "COMMIT\n";
        }
        if (batch.isRollback()) {
            return "ROLLBACK\n";
        }
        if (batch.transaction() == 0 && batch.sql().startsWith(IMPLICIT_TRANSACTIONS)) {
            return batch.sql().startsWith(IMPLICIT_TRANSACTIONS + "on") ? "BEGIN\n" : "";
        }
        return batch.transaction() == 0 && IDLE.contains(batch.sql()) ? "" : lines(batch.sql());
    }

    private static String lines(String sql) {
        return sql.lines().map(line -> line.strip() + "\n").collect(Collectors.joining());
    }

    private static String parameters(List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter ->
                        "    %-4s %-16s %s\n".formatted(parameter.name(), parameter.declared(), parameter.value()))
                .collect(Collectors.joining());
    }
}
