package io.deviceregistration.app;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from: flags, then the environment, then the settings file, then the defaults. An empty text counts
 * as not set, wherever it is: the next source decides.
 */
final class SettingSources {

    /**
     * Variables that begin like settings but are none: what Kubernetes tells every container of services whose names begin
     * with "registration", and what names the servers to test on.
     */
    private static final Pattern OTHERS = Pattern.compile(
            "REGISTRATION_((.*_)?(PORT_\\d+_(TCP|UDP|SCTP)(_.*)?|SERVICE_HOST|SERVICE_PORT(_.*)?)|TEST_.*)");

    /** How Kubernetes says it in a variable that may have the name of a setting, such as {@code REGISTRATION_HTTP_PORT}. */
    private static final Pattern SERVICE = Pattern.compile("(tcp|udp|sctp)://.*");

    /** A setting's text, and where it was set, for messages. */
    record Sourced(String text, String source) {

        /** Without the text, which may be a password. */
        @Override
        public String toString() {
            return "Sourced[" + source + "]";
        }
    }

    /** What these choose may have settings of its own, which begin with theirs. */
    private static final Set<Setting> CHOOSING = EnumSet.of(Setting.STORE, Setting.HASHING, Setting.IDENTITY);

    private final Map<Setting, Sourced> values = new EnumMap<>(Setting.class);
    private final Map<Setting, Map<String, String>> ofAdapters = new EnumMap<>(Setting.class);
    private final Map<Setting, SettingsException> unknownUnlessAdapters = new EnumMap<>(Setting.class);

    /** @throws SettingsException if any source has a setting that doesn't exist, or the file can't be read */
    SettingSources(Map<Setting, String> flags, Map<String, String> environment, @Nullable Path file) {
        if (file != null) {
            addFile(file);
        }
        environment.forEach((variable, text) -> {
            if (variable.startsWith(Settings.VARIABLE_PREFIX) && !isOther(variable, text)) {
                add(variable, text, variable, Setting::variable, "_", "environment variable");
            }
        });
        flags.forEach((setting, text) -> add(setting, new Sourced(text, setting.flag())));
    }

    private static boolean isOther(String variable, String text) {
        return OTHERS.matcher(variable).matches()
                || variable.endsWith("_PORT") && SERVICE.matcher(text).matches();
    }

    /** Sources are added the weakest first. */
    private void add(Setting setting, Sourced sourced) {
        if (!sourced.text().isEmpty()) {
            values.put(setting, sourced);
        }
    }

    /** The setting as it was set or by its default; empty where there is neither. */
    Optional<Sourced> find(Setting setting) {
        Sourced sourced = values.get(setting);
        if (sourced != null) {
            return Optional.of(sourced);
        }
        return Optional.ofNullable(setting.defaultText()).map(text -> new Sourced(text, setting.flag()));
    }

    /** Those of these settings that aren't left to their defaults, as they were set: one of them is to blame. */
    String whichAreSet(Set<Setting> settings) {
        return settings.stream()
                .map(values::get)
                .filter(Objects::nonNull)
                .map(Sourced::source)
                .collect(Collectors.joining(", "));
    }

    private void addFile(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (CharacterCodingException e) {
            throw new SettingsException("--config: the settings file " + file + " isn't text in UTF-8");
        } catch (IllegalArgumentException e) {
            throw new SettingsException("--config: the settings file " + file
                    + " has a \\u without four hexadecimal digits behind it; a backslash is written \\\\");
        } catch (NoSuchFileException e) {
            throw new SettingsException("--config: there is no settings file " + file);
        } catch (IOException e) {
            throw new SettingsException("--config: the settings file " + file + " can't be read");
        }
        properties
                .stringPropertyNames()
                .forEach(key -> add(
                        key,
                        properties.getProperty(key).strip(),
                        key + " in " + file,
                        Setting::key,
                        ".",
                        "setting in " + file));
    }

    /** @param separator what stands between the name of a setting that chooses and what is the chosen adapter's own */
    private void add(
            String name,
            String text,
            String source,
            Function<Setting, String> spelling,
            String separator,
            String place) {
        Optional<Setting> known = Arrays.stream(Setting.values())
                .filter(setting -> spelling.apply(setting).equals(name))
                .findFirst();
        if (known.isPresent()) {
            add(known.get(), new Sourced(text, source));
            return;
        }
        SettingsException unknown = new SettingsException("unknown " + place + ": " + name + " (known: "
                + Arrays.stream(Setting.values()).map(spelling).collect(Collectors.joining(", ")) + ")");
        Setting choosing = CHOOSING.stream()
                .filter(setting -> name.startsWith(spelling.apply(setting) + separator))
                .findFirst()
                .orElseThrow(() -> unknown);
        unknownUnlessAdapters.putIfAbsent(choosing, unknown);
        if (!text.isEmpty()) {
            String own = name.substring(spelling.apply(choosing).length() + separator.length());
            ofAdapters
                    .computeIfAbsent(choosing, setting -> new TreeMap<>())
                    .put(own.toLowerCase(Locale.ROOT).replace('_', '-'), text);
        }
    }

    /** The settings that are the own ones of the adapter which this one chooses, by their names there. */
    Map<String, String> settingsOfAdapter(Setting choosing) {
        return Map.copyOf(ofAdapters.getOrDefault(choosing, Map.of()));
    }

    /** @throws SettingsException if there are any, which nobody knows, since no adapter was chosen by this one */
    void refuseSettingsOfAdapters(Setting choosing) {
        SettingsException unknown = unknownUnlessAdapters.get(choosing);
        if (unknown != null) {
            throw unknown;
        }
    }
}
