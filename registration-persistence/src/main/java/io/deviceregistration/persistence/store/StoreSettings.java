package io.deviceregistration.persistence.store;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Which database, and how to reach it. Immutable; {@link #toString} shows neither password nor the URL's parameters, but
 * for the database's name.
 */
public final class StoreSettings {

    /** Enough to keep a few cores busy; a database serves few connections better than many. */
    public static final int DEFAULT_POOL_SIZE = 10;

    /** More connections than any database is well served with. */
    public static final int MAX_POOL_SIZE = 1000;

    /** How long a call waits for a connection before the store counts as unavailable. */
    static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

    /** No driver here reads them there, and all of them repeat what they can't read. */
    private static final Pattern CREDENTIALS_BEFORE_HOST = Pattern.compile("jdbc:[a-z0-9:]+//[^/;?]*@");

    private final String url;
    private final String user;
    private final String password;
    private final int poolSize;
    private final Recall recall;

    private StoreSettings(String url, String user, String password, int poolSize, Recall recall) {
        if (poolSize < 1 || poolSize > MAX_POOL_SIZE) {
            throw new IllegalArgumentException(
                    "the pool size must be between 1 and " + MAX_POOL_SIZE + ", not " + poolSize);
        }
        this.url = url;
        this.user = user;
        this.password = password;
        this.poolSize = poolSize;
        this.recall = recall;
    }

    /**
     * Settings for the database at a JDBC URL, {@code jdbc:h2:}, {@code jdbc:postgresql:} or {@code jdbc:sqlserver:},
     * with no user and the default pool size. What the URL leaves unset of what the store relies on (durable commits,
     * encryption, timeouts) is set; what it sets is left as it is.
     *
     * @throws IllegalArgumentException if no store serves such a URL, or it names a user before the host
     */
    public static StoreSettings of(String url) {
        if (CREDENTIALS_BEFORE_HOST.matcher(url).lookingAt()) {
            throw new IllegalArgumentException(
                    "the database URL must not have a user or password before the host; give them as settings of their own");
        }
        return new StoreSettings(Dialect.of(url).completed(url), "", "", DEFAULT_POOL_SIZE, Recall.NONE);
    }

    public StoreSettings withCredentials(String newUser, String newPassword) {
        return new StoreSettings(url, newUser, newPassword, poolSize, recall);
    }

    /**
     * How many connections the pool holds, 1 to {@value #MAX_POOL_SIZE}.
     *
     * @throws IllegalArgumentException if it is any other number
     */
    public StoreSettings withPoolSize(int newPoolSize) {
        return new StoreSettings(url, user, password, newPoolSize, recall);
    }

    /**
     * Has the repository recall devices, so that most checks of their keys need not ask the database. What another instance
     * changes, be it that a device is disabled, is noticed when the time is up. By default nothing is recalled.
     *
     * @param time up to 10 minutes; zero: nothing is recalled
     * @param size how many devices at the most, about 1 KB each; 0: none
     * @throws IllegalArgumentException if either is out of its range
     */
    public StoreSettings withRecall(Duration time, int size) {
        return new StoreSettings(url, user, password, poolSize, new Recall(time, size));
    }

    Recall recall() {
        return recall;
    }

    StoreSettings withUrl(String newUrl) {
        return new StoreSettings(newUrl, user, password, poolSize, recall);
    }

    /** The URL without credentials and parameters, but with the database's name: fit for a log or a message. */
    public String displayUrl() {
        return dialect().display(url);
    }

    String url() {
        return url;
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }

    int poolSize() {
        return poolSize;
    }

    Dialect dialect() {
        return Dialect.of(url);
    }

    @Override
    public String toString() {
        return "StoreSettings[" + displayUrl() + ", poolSize=" + poolSize + "]";
    }
}
