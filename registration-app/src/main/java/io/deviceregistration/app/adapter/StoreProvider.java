package io.deviceregistration.app.adapter;

import java.util.Map;

/**
 * Opens a store that the app's setting {@code store} chooses. A jar names its implementation, which has a public constructor
 * without parameters, in {@code META-INF/services/io.deviceregistration.app.adapter.StoreProvider}.
 */
public interface StoreProvider {

    /** What the setting calls it; never {@code database}, and the same at every call. */
    String name();

    /**
     * Opens the store, with its schema as this version needs it. Called once, when the app starts.
     *
     * @param settings what the adapter alone knows: {@code store.contact-points} in the settings file and {@code
     *     REGISTRATION_STORE_CONTACT_POINTS} in the environment are its {@code contact-points}; may hold secrets
     * @throws IllegalArgumentException if a setting is missing or wrong; its message says in one line which, and what is
     *     allowed, and ends the app with status 2
     * @throws RuntimeException if the store can't be opened for another reason: its message ends the app with status 1
     */
    Store open(Map<String, String> settings);
}
