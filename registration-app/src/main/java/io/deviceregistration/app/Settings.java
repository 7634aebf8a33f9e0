package io.deviceregistration.app;

import ch.qos.logback.classic.Level;
import io.deviceregistration.app.SettingSources.Sourced;
import io.deviceregistration.http.HttpSettings;
import io.deviceregistration.http.PageClient;
import io.deviceregistration.http.token.OidcSettings;
import io.deviceregistration.persistence.hashing.Argon2Cost;
import io.deviceregistration.persistence.hashing.HashScheme;
import io.deviceregistration.persistence.hashing.HashingSettings;
import io.deviceregistration.persistence.hashing.Peppers;
import io.deviceregistration.persistence.store.StoreSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The app's settings, checked.
 *
 * @param store the database; of no use where an adapter is the store
 * @param embedded whether the database is the H2 file in the data folder
 * @param copied the database that is copied where one is
 * @param hashing of no use where an adapter hashes
 * @param identityProvider whose tokens administrators sign in with; null in development mode, which signs its own, and where
 *     an adapter knows them
 * @param pageClient what the administrators' page is there, if it is known there
 * @param clients how clients are told apart, and which pages are let in
 * @param adapters what other teams' jars do instead
 * @param operations how the app is watched and stopped
 */
record Settings(
        String httpHost,
        int httpPort,
        Path dataDir,
        StoreSettings store,
        boolean embedded,
        StoreSettings copied,
        HashingSettings hashing,
        @Nullable OidcSettings identityProvider,
        @Nullable PageClient pageClient,
        HttpSettings clients,
        Adapters adapters,
        OperationsSettings operations,
        Level logLevel) {

    static final String VARIABLE_PREFIX = "REGISTRATION_";

    static final int MAX_PORT = 65535;
    private static final List<String> LOG_LEVELS = List.of("error", "warn", "info", "debug", "trace");

    private static final Set<Setting> ARGON2_SETTINGS =
            EnumSet.of(Setting.ARGON2_MEMORY_KIB, Setting.ARGON2_ITERATIONS, Setting.ARGON2_PARALLELISM);
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,4})s?");
    private static final int MAX_SECONDS = 600;

    private static final Set<Setting> HASHING_SETTINGS = EnumSet.of(
            Setting.HASHING,
            Setting.ARGON2_MEMORY_KIB,
            Setting.HASHING_CONCURRENCY,
            Setting.HASHING_QUEUE,
            Setting.AUTH_CACHE_SIZE);

    /** @throws SettingsException naming the first bad setting */
    static Settings of(SettingSources sources) {
        Adapters adapters = Adapters.of(sources);
        Path dataDir = required(sources, Setting.DATA_DIR, Settings::dataDir);
        OidcSettings identityProvider = IdentityProviderSettings.of(sources);
        boolean development = identityProvider == null && adapters.identity() == null;
        return new Settings(
                required(sources, Setting.HTTP_HOST, host -> host(host, development)),
                integer(sources, Setting.HTTP_PORT, 0, MAX_PORT),
                dataDir,
                store(sources, dataDir),
                adapters.store() == null && sources.find(Setting.DB_URL).isEmpty(),
                copied(sources, dataDir),
                hashing(sources, adapters),
                identityProvider,
                IdentityProviderSettings.pageClient(sources),
                ClientSettings.of(sources),
                adapters,
                OperationsSettings.of(sources, development),
                required(sources, Setting.LOG_LEVEL, Settings::level));
    }

    /** Whether anything is kept in the data folder: the embedded database, the key that signs our own tokens. */
    boolean usesDataFolder() {
        return embedded || development();
    }

    /** Whether the app signs its own administrators' tokens. */
    boolean development() {
        return identityProvider == null && adapters.identity() == null;
    }

    /** H2 takes what follows a semicolon in its URL for settings, and knows no way to quote one. */
    private static Path dataDir(String text) {
        Path folder = Path.of(text);
        if (folder.toAbsolutePath().toString().contains(";")) {
            throw new IllegalArgumentException("the path of the data folder must not contain a semicolon");
        }
        return folder;
    }

    private static StoreSettings store(SettingSources sources, Path dataDir) {
        return database(sources, Setting.DB_URL, dataDir)
                .withCredentials(text(sources, Setting.DB_USER), text(sources, Setting.DB_PASSWORD))
                .withPoolSize(integer(sources, Setting.DB_POOL_SIZE, 1, StoreSettings.MAX_POOL_SIZE))
                .withRecall(
                        required(sources, Setting.AUTH_CACHE_TTL, Settings::seconds),
                        integer(sources, Setting.AUTH_CACHE_SIZE, 0, HashingSettings.MAX_REMEMBERED));
    }

    private static StoreSettings copied(SettingSources sources, Path dataDir) {
        return database(sources, Setting.FROM_DB_URL, dataDir)
                .withCredentials(text(sources, Setting.FROM_DB_USER), text(sources, Setting.FROM_DB_PASSWORD));
    }

    private static StoreSettings database(SettingSources sources, Setting setting, Path dataDir) {
        String url = sources.find(setting).map(Sourced::text).orElseGet(() -> DatabaseFile.url(dataDir));
        return checked(
                sources.find(setting).map(Sourced::source).orElse(Setting.DATA_DIR.flag()),
                () -> StoreSettings.of(url));
    }

    static Duration seconds(String text) {
        Matcher matcher = SECONDS.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > MAX_SECONDS) {
            throw new IllegalArgumentException("must be seconds from 0 to " + MAX_SECONDS + ", such as 10s");
        }
        return Duration.ofSeconds(Integer.parseInt(matcher.group(1)));
    }

    private static HashingSettings hashing(SettingSources sources, Adapters adapters) {
        if (adapters.hashing() != null) {
            return HashingSettings.defaults();
        }
        HashingSettings.Builder builder = HashingSettings.builder()
                .scheme(required(sources, Setting.HASHING, HashScheme::of))
                .argon2Cost(argon2Cost(sources))
                .maxRemembered(integer(sources, Setting.AUTH_CACHE_SIZE, 0, HashingSettings.MAX_REMEMBERED));
        sources.find(Setting.PEPPER_FILE)
                .ifPresent(file -> builder.peppers(checked(file.source(), () -> Peppers.read(Path.of(file.text())))));
        if (sources.find(Setting.HASHING_CONCURRENCY).isPresent()) {
            builder.maxConcurrent(integer(sources, Setting.HASHING_CONCURRENCY, 1, HashingSettings.MAX_CONCURRENT));
        }
        if (sources.find(Setting.HASHING_QUEUE).isPresent()) {
            builder.maxQueued(integer(sources, Setting.HASHING_QUEUE, 0, HashingSettings.MAX_QUEUED));
        }
        return checked(sources.whichAreSet(HASHING_SETTINGS), builder::build);
    }

    private static Argon2Cost argon2Cost(SettingSources sources) {
        int parallelism = integer(sources, Setting.ARGON2_PARALLELISM, 1, Argon2Cost.MAX_PARALLELISM);
        int iterations = integer(sources, Setting.ARGON2_ITERATIONS, 1, Argon2Cost.MAX_ITERATIONS);
        int leastKib = Argon2Cost.MIN_KIB_PER_LANE * parallelism;
        int memoryKib = integer(sources, Setting.ARGON2_MEMORY_KIB, leastKib, Argon2Cost.MAX_MEMORY_KIB);
        return checked(sources.whichAreSet(ARGON2_SETTINGS), () -> new Argon2Cost(memoryKib, iterations, parallelism));
    }

    /** Development mode signs its own tokens, so nobody beyond this machine may reach it. */
    static String host(String host, boolean development) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (development && !address.isLoopbackAddress()) {
                    throw new IllegalArgumentException(
                            "development mode serves on a loopback address only, such as 127.0.0.1, not on " + host
                                    + "; others need " + Setting.JWT_ISSUER.flag());
                }
            }
            return host;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("the host " + host + " is unknown");
        }
    }

    private static Level level(String text) {
        String lowercase = text.toLowerCase(Locale.ROOT);
        if (!LOG_LEVELS.contains(lowercase)) {
            throw new IllegalArgumentException("must be one of " + String.join(", ", LOG_LEVELS));
        }
        return Level.toLevel(lowercase);
    }

    private static String text(SettingSources sources, Setting setting) {
        return sources.find(setting).map(Sourced::text).orElse("");
    }

    /** What stands between commas or white space. */
    static List<String> list(String text) {
        return Arrays.stream(text.split("[,\\s]+"))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    static int integer(SettingSources sources, Setting setting, int min, int max) {
        return required(sources, setting, text -> {
            String range = "must be a whole number from " + min + " to " + max + ", not " + text;
            try {
                int value = Integer.parseInt(text);
                if (value < min || value > max) {
                    throw new IllegalArgumentException(range);
                }
                return value;
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(range, e);
            }
        });
    }

    static <T> T required(SettingSources sources, Setting setting, Function<String, T> value) {
        Sourced sourced = sources.find(setting).orElseThrow();
        return checked(sourced.source(), () -> value.apply(sourced.text()));
    }

    static <T> T checked(String source, Supplier<T> value) {
        try {
            return value.get();
        } catch (InvalidPathException e) {
            throw new SettingsException(source + ": is not a path");
        } catch (IllegalArgumentException e) {
            throw new SettingsException(source + ": " + e.getMessage());
        }
    }
}
