package io.deviceregistration.app.benchmark;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.slf4j.LoggerFactory;

/**
 * The floors: the least programs that could do the app's work, a Javalin route each with the app's threads, and an answer of
 * the same size. {@code verify} does nothing, {@code verify} with a database reads a device's row by its primary key, and
 * {@code register} inserts a row into {@code devices} and commits it.
 *
 * <p>Arguments: the host to listen on, and for what needs a database its URL, user, password, the id of the provisioning key
 * that rows refer to, and what their names begin with.
 */
final class BareServer {

    /** The header with the id of the row to read. */
    static final String ROW = "X-Row";

    private static final String FIND = "SELECT tenant_id, key_hash FROM devices WHERE id = ?";

    private static final String INSERT = """
            INSERT INTO devices (id, tenant_id, name, name_key, type, attributes, status, key_hash, provisioning_key_id,
                registered_at, registered_from)
            VALUES (?, 'demo', ?, ?, 'gateway', '{}', 'active', ?, ?, ?, '127.0.0.1')
            """;

    /** As long as the app's. */
    private static final String HASH = "$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$" + "A".repeat(43);

    private static final String KEY = "erd_" + "a".repeat(85);

    private BareServer() {}

    public static void main(String[] arguments) {
        // Logback without a configuration writes a line for every step that Jetty takes.
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.concurrency.useVirtualThreads = true;
            if (arguments.length == 1) {
                config.routes.get("/api/v1/devices/verify", ctx -> verified(ctx, KEY, "demo"));
            } else {
                addTo(config, pool(arguments[1], arguments[2], arguments[3]), arguments[4], arguments[5]);
            }
        });
        javalin.start(arguments[0], 0);
        System.out.println("bare route serves on http://" + arguments[0] + ":" + javalin.port());
    }

    private static void addTo(JavalinConfig config, DataSource pool, String provisioningKey, String prefix) {
        UUID key = UUID.fromString(provisioningKey);
        AtomicInteger names = new AtomicInteger();
        config.routes.get("/api/v1/devices/verify", ctx -> read(ctx, pool));
        config.routes.post(
                "/api/v1/devices/register",
                ctx -> insert(ctx, pool, key, prefix + String.format("%08d", names.incrementAndGet())));
    }

    private static HikariDataSource pool(String url, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user.isEmpty() ? null : user);
        config.setPassword(password.isEmpty() ? null : password);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        return new HikariDataSource(config);
    }

    private static void read(Context ctx, DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setObject(1, UUID.fromString(ctx.header(ROW)));
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    verified(ctx, row.getString("key_hash"), row.getString("tenant_id"));
                } else {
                    ctx.status(401);
                }
            }
        }
    }

    private static void verified(Context ctx, String hash, String tenant) {
        protect(ctx);
        ctx.header("X-Device-Id", hash.substring(0, 36));
        ctx.header("X-Tenant-Id", tenant);
        ctx.status(204).removeHeader("Content-Type");
    }

    private static void insert(Context ctx, DataSource pool, UUID key, String name) throws SQLException {
        UUID id = UUID.randomUUID();
        Instant now = Instant.now();
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, id);
            statement.setString(2, name);
            statement.setString(3, name);
            statement.setString(4, HASH);
            statement.setObject(5, key);
            statement.setTimestamp(6, Timestamp.from(now));
            statement.executeUpdate();
        }
        protect(ctx);
        ctx.status(201)
                .contentType("application/json")
                .result("{\"device_id\":\"" + id + "\",\"device_key\":\"" + KEY
                        + "\",\"tenant_id\":\"demo\",\"name\":\"" + name + "\",\"registered_at\":\"" + now + "\"}");
    }

    private static void protect(Context ctx) {
        ctx.header("Cache-Control", "no-store");
        ctx.header("X-Content-Type-Options", "nosniff");
    }
}
