package io.deviceregistration.persistence.tds;

import io.deviceregistration.persistence.tds.ClientRequest.RpcCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one connection's procedure calls, and keeps its prepared statements. */
final class RpcReader {

    private static final int BY_NUMBER = 0xFFFF;
    private static final int NEXT_CALL = 0xFF;

    private final int connection;
    private final Map<Integer, Prepared> prepared = new HashMap<>();
    private int handles;

    RpcReader(int connection) {
        this.connection = connection;
    }

    private record Prepared(String sql, String declarations) {}

    private record Value(TdsType type, @Nullable Object value) {}

    /** A message's calls; as yet in no transaction. */
    List<RpcCall> read(TdsInput in) {
        List<RpcCall> calls = new ArrayList<>();
        while (in.hasMore()) {
            if (in.u16() != BY_NUMBER) {
                throw new ProtocolViolation("a call of a procedure by name");
            }
            Procedure procedure = Procedure.of(in.u16());
            in.u16();
            calls.add(call(procedure, readValues(in)));
        }
        return calls;
    }

    /** Up to the end or to the mark before another call; a value begins with its name's length, which is no such mark. */
    private static List<Value> readValues(TdsInput in) {
        List<Value> values = new ArrayList<>();
        while (in.hasMore()) {
            int nameLength = in.u8();
            if (nameLength == NEXT_CALL) {
                break;
            }
            in.text(nameLength);
            in.u8();
            TdsType type = TypeCodec.read(in);
            values.add(new Value(type, ValueCodec.read(type, in)));
        }
        return values;
    }

    private RpcCall call(Procedure procedure, List<Value> values) {
        return switch (procedure) {
            case SP_EXECUTESQL -> {
                String declarations = values.size() > 1 ? text(values.get(1)) : "";
                Prepared statement = new Prepared(text(values.get(0)), declarations);
                yield call(procedure, 0, statement, rest(values, 2));
            }
            case SP_PREPARE -> call(procedure, prepare(values), List.of());
            case SP_PREPEXEC -> call(procedure, prepare(values), rest(values, 3));
            case SP_EXECUTE -> call(procedure, handle(values), rest(values, 1));
            case SP_UNPREPARE -> {
                RpcCall call = call(procedure, handle(values), List.of());
                prepared.remove(call.handle());
                yield call;
            }
        };
    }

    private int prepare(List<Value> values) {
        handles++;
        prepared.put(handles, new Prepared(text(values.get(2)), text(values.get(1))));
        return handles;
    }

    private static int handle(List<Value> values) {
        return values.get(0).value() instanceof Integer handle ? handle : 0;
    }

    private RpcCall call(Procedure procedure, int handle, List<Value> values) {
        Prepared statement = prepared.get(handle);
        if (statement == null) {
            throw new ProtocolViolation(procedure + " of the handle " + handle + ", which there isn't");
        }
        return call(procedure, handle, statement, procedure.executes() ? values : null);
    }

    private RpcCall call(Procedure procedure, int handle, Prepared statement, @Nullable List<Value> values) {
        List<Parameter> parameters = values == null ? List.of() : parameters(statement, values);
        return new RpcCall(connection, 0, procedure, handle, statement.sql(), parameters);
    }

    private static List<Parameter> parameters(Prepared statement, List<Value> values) {
        List<Declaration> declarations = Declaration.list(statement.declarations());
        if (declarations.size() != values.size()) {
            throw new ProtocolViolation(values.size() + " values for " + statement.declarations());
        }
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Declaration declaration = declarations.get(i);
            Value value = values.get(i);
            parameters.add(new Parameter(declaration.name(), declaration.type(), value.type(), value.value()));
        }
        return parameters;
    }

    private static List<Value> rest(List<Value> values, int from) {
        return values.subList(Math.min(from, values.size()), values.size());
    }

    private static String text(Value value) {
        return value.value() instanceof String text ? text : "";
    }
}
