package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/**
 * A backend's pool that is as awkward as a pool may be: autocommit is off, the isolation is SERIALIZABLE, and nothing is put
 * right when a connection comes back. It remembers those that came back otherwise than they went.
 */
final class BorrowedPool implements AutoCloseable {

    private final String url;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private volatile boolean losing;

    BorrowedPool(String url) {
        this.url = url;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (method, arguments) -> {
            assertThat(method.getName()).isEqualTo("getConnection");
            return lend();
        });
    }

    /** From now on connections are lost just before they come back. */
    void loseConnections() {
        losing = true;
    }

    int idle() {
        return idle.size();
    }

    void assertAllCameBackAsTheyWent() {
        assertThat(idle).as("connections that came back").isNotEmpty();
        assertThat(complaints).isEmpty();
    }

    private Connection lend() throws SQLException {
        Connection kept = idle.poll();
        Connection connection = kept == null ? make() : kept;
        return proxy(Connection.class, (method, arguments) -> {
            if (method.getName().equals("close")) {
                takeBack(connection);
                return null;
            }
            if (losing && method.getName().equals("setTransactionIsolation") && isTheOwners(arguments)) {
                throw new SQLException("the connection is lost", "08006");
            }
            return method.invoke(connection, arguments);
        });
    }

    private static boolean isTheOwners(Object[] isolation) {
        return isolation[0].equals(Connection.TRANSACTION_SERIALIZABLE);
    }

    private Connection make() throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        connection.setAutoCommit(false);
        return connection;
    }

    private void takeBack(Connection connection) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        if (connection.getAutoCommit()) {
            complaints.add("autocommit was left on");
        }
        if (connection.getTransactionIsolation() != Connection.TRANSACTION_SERIALIZABLE) {
            complaints.add("the isolation was left as " + connection.getTransactionIsolation());
        }
        connection.rollback();
        idle.push(connection);
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : idle) {
            connection.close();
        }
    }

    private interface Call {
        Object on(Method method, Object[] arguments) throws ReflectiveOperationException, SQLException;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return call.on(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
