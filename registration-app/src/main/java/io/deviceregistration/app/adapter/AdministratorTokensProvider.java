package io.deviceregistration.app.adapter;

import io.deviceregistration.http.token.AdministratorTokens;
import java.util.Map;

/**
 * Makes what tells the app's administrators by their tokens, where the setting {@code identity} chooses it. A jar names its
 * implementation, which has a public constructor without parameters, in {@code
 * META-INF/services/io.deviceregistration.app.adapter.AdministratorTokensProvider}.
 *
 * <p>The app then serves the API alone: its page would not know where to sign people in.
 */
public interface AdministratorTokensProvider {

    /** What the setting calls it; the same at every call. */
    String name();

    /**
     * Makes it. Called once, when the app starts; if what it returns is {@link AutoCloseable}, it is closed when the app
     * stops.
     *
     * @param settings what the adapter alone knows: {@code identity.url} in the settings file and {@code
     *     REGISTRATION_IDENTITY_URL} in the environment are its {@code url}; may hold secrets
     * @throws IllegalArgumentException if a setting is missing or wrong; its message says in one line which, and what is
     *     allowed, and ends the app with status 2
     * @throws RuntimeException if it can't be made for another reason: its message ends the app with status 1
     */
    AdministratorTokens create(Map<String, String> settings);
}
