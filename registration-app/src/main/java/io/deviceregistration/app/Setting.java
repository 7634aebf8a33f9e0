package io.deviceregistration.app;

import io.deviceregistration.http.HttpSettings;
import io.deviceregistration.http.PageClient;
import io.deviceregistration.http.token.OidcSettings;
import io.deviceregistration.persistence.hashing.HashingSettings;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of the app. One name serves in three places: {@code http-port} in the settings file, {@code
 * --http-port} on the command line, {@code REGISTRATION_HTTP_PORT} in the environment.
 */
enum Setting {
    HTTP_HOST("127.0.0.1", "Address to listen on."),
    HTTP_PORT("8080", "Port to listen on; 0: any free port."),
    DATA_DIR("./data", "Folder of the embedded database and the development key."),
    STORE("database", "Where keys and devices are kept: database, or an adapter's name."),
    DB_URL(null, "JDBC URL of the database; default: an H2 file in the data folder."),
    DB_USER("", "Database user."),
    DB_PASSWORD("", "Database password."),
    FROM_DB_URL(null, "JDBC URL of what copy copies; default: the H2 file in the data folder."),
    FROM_DB_USER("", "User of that database."),
    FROM_DB_PASSWORD("", "Password of that database."),
    DB_POOL_SIZE("10", "Connections to the database, 1 to 1000."),
    HASHING("argon2id", "How new keys are hashed: argon2id, hmac-sha256, or an adapter's name."),
    ARGON2_MEMORY_KIB("64", "Argon2id's memory a hash, in KiB."),
    ARGON2_ITERATIONS("1", "Argon2id's passes over that memory."),
    ARGON2_PARALLELISM("1", "Argon2id's lanes."),
    HASHING_CONCURRENCY(
            null, "Hashes computed at once; default: one a processor, or as many as take 4 MiB if that is more."),
    HASHING_QUEUE(null, "Hash computations that may wait; default: about a second of work."),
    AUTH_CACHE_SIZE(
            String.valueOf(HashingSettings.DEFAULT_REMEMBERED),
            "Keys whose check is remembered, so that they are hashed once, and devices; 0: none."),
    AUTH_CACHE_TTL("10s", "How long a device is served without another look at its row, such as 10s; 0: not at all."),
    PEPPER_FILE(null, "File with the pepper of hmac-sha256, and perhaps the one before it."),
    IDENTITY(null, "Name of an adapter that knows administrators' tokens, in place of an issuer."),
    JWT_ISSUER(null, "Whose tokens administrators sign in with, an https URL; default: development mode."),
    JWT_AUDIENCE(null, "What those tokens must name as their audience."),
    JWT_JWKS_URL(null, "Where the issuer's keys are; default: where its discovery document says."),
    JWT_TENANT_CLAIM(OidcSettings.DEFAULT_TENANT_CLAIM, "Claim that names the tenant; dots lead into objects."),
    JWT_ROLES_CLAIM(OidcSettings.DEFAULT_ROLES_CLAIM, "Claim that lists roles; dots lead into objects."),
    JWT_ADMIN_ROLE(OidcSettings.DEFAULT_ADMIN_ROLE, "Role that makes an administrator."),
    JWT_ALGORITHMS(
            "RS256,RS384,RS512,PS256,PS384,PS512,ES256,ES384,ES512",
            "How those tokens may be signed, with commas between."),
    PAGE_CLIENT_ID(null, "What the administrators' page is at the issuer: a public client's id."),
    PAGE_SCOPE(PageClient.DEFAULT_SCOPE, "What the page asks the issuer for."),
    TRUSTED_PROXIES(null, "Addresses or blocks of proxies whose word on the client's address is taken."),
    PROXY_HEADER("x-forwarded-for", "Where those proxies give it: x-forwarded-for or forwarded."),
    FAILED_CREDENTIALS_PER_MINUTE(
            String.valueOf(HttpSettings.DEFAULT_FAILURES_PER_MINUTE),
            "Failures that a client address, and a key, may have."),
    CORS_ORIGINS(null, "Origins whose pages may call the administrators' API from a browser."),
    MANAGEMENT_HOST("127.0.0.1", "Address of the port for metrics and health."),
    MANAGEMENT_PORT(null, "Port for metrics and health, 0: any free port; default: that of the API."),
    DRAIN_PERIOD("0s", "How long requests are served on, while not ready, after a SIGTERM, such as 10s."),
    LOG_LEVEL("info", "error, warn, info, debug or trace."),
    LOG_FORMAT("plain", "plain, or json: one object a line.");

    private final @Nullable String defaultText;
    private final String description;

    Setting(@Nullable String defaultText, String description) {
        this.defaultText = defaultText;
        this.description = description;
    }

    /** Its name in the settings file. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String flag() {
        return "--" + key();
    }

    String variable() {
        return Settings.VARIABLE_PREFIX + name();
    }

    /** The default as it would be written, or null where it depends on other things. */
    @Nullable String defaultText() {
        return defaultText;
    }

    String description() {
        return description;
    }

    /** Secrets have no flag, since every user of a machine can read the command lines of its processes. */
    boolean isSecret() {
        return this == DB_PASSWORD || this == FROM_DB_PASSWORD;
    }
}
