package io.deviceregistration.app;

import io.deviceregistration.app.SettingSources.Sourced;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An adapter of another team that a setting has chosen, and that is yet to be made. */
final class Adapter<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Adapter.class);

    private final Setting setting;
    private final Sourced chosen;
    private final Supplier<T> make;

    Adapter(Setting setting, Sourced chosen, Supplier<T> make) {
        this.setting = setting;
        this.chosen = chosen;
        this.make = make;
    }

    String name() {
        return chosen.text();
    }

    /**
     * Makes it.
     *
     * @throws SettingsException if it doesn't like its own settings
     * @throws CannotStartException if it can't be made for another reason
     */
    T make() {
        try {
            return make.get();
        } catch (IllegalArgumentException e) {
            throw new SettingsException(chosen.source() + ": the adapter " + name() + ": " + e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("the adapter {} failed", name(), e);
            throw new CannotStartException("the adapter " + name() + ", which " + setting.key() + " asks for, failed: "
                    + (e instanceof LinkageError || e.getMessage() == null ? e.toString() : e.getMessage()));
        }
    }
}
