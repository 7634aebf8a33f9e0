package io.deviceregistration.app;

import io.deviceregistration.app.SettingSources.Sourced;
import io.deviceregistration.app.adapter.AdministratorTokensProvider;
import io.deviceregistration.app.adapter.SecretHasherProvider;
import io.deviceregistration.app.adapter.Store;
import io.deviceregistration.app.adapter.StoreProvider;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.http.token.AdministratorTokens;
import io.deviceregistration.persistence.hashing.HashScheme;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The other teams' adapters that the settings choose; null where the app has its own. */
record Adapters(
        @Nullable Adapter<Store> store,
        @Nullable Adapter<SecretHasher> hashing,
        @Nullable Adapter<AdministratorTokens> identity) {

    private static final Set<Setting> OF_THE_DATABASE = EnumSet.of(
            Setting.DB_URL, Setting.DB_USER, Setting.DB_PASSWORD, Setting.DB_POOL_SIZE, Setting.AUTH_CACHE_TTL);

    private static final Set<Setting> OF_OUR_HASHING = EnumSet.of(
            Setting.ARGON2_MEMORY_KIB,
            Setting.ARGON2_ITERATIONS,
            Setting.ARGON2_PARALLELISM,
            Setting.HASHING_CONCURRENCY,
            Setting.HASHING_QUEUE,
            Setting.PEPPER_FILE);

    /** How a setting chooses among providers of a type, and what is of no use beside them. */
    private record Choice<P>(
            Setting setting, List<String> ours, Set<Setting> replaced, Class<P> type, Function<P, String> name) {}

    private static final Choice<StoreProvider> STORE =
            new Choice<>(Setting.STORE, List.of("database"), OF_THE_DATABASE, StoreProvider.class, StoreProvider::name);

    private static final Choice<SecretHasherProvider> HASHING = new Choice<>(
            Setting.HASHING,
            Arrays.stream(HashScheme.values()).map(HashScheme::id).toList(),
            OF_OUR_HASHING,
            SecretHasherProvider.class,
            SecretHasherProvider::name);

    private static final Choice<AdministratorTokensProvider> IDENTITY = new Choice<>(
            Setting.IDENTITY,
            List.of(),
            IdentityProviderSettings.ALL,
            AdministratorTokensProvider.class,
            AdministratorTokensProvider::name);

    /**
     * Finds them on the class path, and makes none.
     *
     * @throws SettingsException if there is none of a name, or something is set that is only for another
     * @throws CannotStartException if the adapters there can't be loaded
     */
    static Adapters of(SettingSources sources) {
        return new Adapters(
                find(sources, STORE, StoreProvider::open),
                find(sources, HASHING, SecretHasherProvider::create),
                find(sources, IDENTITY, AdministratorTokensProvider::create));
    }

    private static <P, T> @Nullable Adapter<T> find(
            SettingSources sources, Choice<P> choice, BiFunction<P, Map<String, String>, T> make) {
        Sourced chosen = sources.find(choice.setting()).orElse(null);
        if (chosen == null || choice.ours().contains(chosen.text())) {
            sources.refuseSettingsOfAdapters(choice.setting());
            return null;
        }
        P provider = load(choice, chosen);
        String useless = sources.whichAreSet(choice.replaced());
        if (!useless.isEmpty()) {
            throw new SettingsException(
                    useless + ": not together with the adapter " + chosen.text() + " of " + chosen.source());
        }
        Map<String, String> settings = sources.settingsOfAdapter(choice.setting());
        return new Adapter<>(choice.setting(), chosen, () -> make.apply(provider, settings));
    }

    private static <P> P load(Choice<P> choice, Sourced chosen) {
        try {
            List<P> there = ServiceLoader.load(choice.type()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
            List<P> named = there.stream()
                    .filter(provider -> choice.name().apply(provider).equals(chosen.text()))
                    .toList();
            if (named.size() == 1) {
                return named.get(0);
            }
            throw new SettingsException(chosen.source() + ": there "
                    + (named.isEmpty() ? "is no adapter" : "are several adapters") + " of the name " + chosen.text()
                    + "; there are: " + names(choice, there));
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new CannotStartException("the adapters on the class path that "
                    + choice.setting().key() + " chooses from can't be loaded: " + e.getMessage());
        }
    }

    private static <P> String names(Choice<P> choice, List<P> there) {
        String names = Stream.concat(choice.ours().stream(), there.stream().map(choice.name()))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names;
    }
}
