package io.deviceregistration.app.appliance;

import io.deviceregistration.core.device.DeviceAttributes;
import io.deviceregistration.core.device.DeviceName;
import io.deviceregistration.core.device.DeviceType;
import io.deviceregistration.core.device.Location;
import io.deviceregistration.core.key.KeyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What {@code register} is told on its command line, checked by the service's own rules.
 *
 * @param body what the device says of itself, as JSON
 * @param keyFile null for standard input
 */
record RegisterOptions(
        ServerAddress server,
        String body,
        @Nullable Path keyFile,
        Path deviceKeyFile,
        boolean replace,
        Duration timeout,
        Duration requestTimeout) {

    private static final String SERVER = "--server";
    private static final String NAME = "--name";
    private static final String LOCATION = "--location";
    private static final String TYPE = "--type";
    private static final String ATTRIBUTE = "--attribute";
    private static final String KEY_FILE = "--key-file";
    private static final String DEVICE_KEY_FILE = "--device-key-file";
    private static final String REPLACE = "--replace";
    private static final String INSECURE_HTTP = "--insecure-http";
    private static final String TIMEOUT = "--timeout";
    private static final String REQUEST_TIMEOUT = "--request-timeout";

    private static final String STANDARD_INPUT = "-";
    private static final int MAX_TIMEOUT = 86_400;
    private static final int MAX_REQUEST_TIMEOUT = 600;

    static void addTo(CommandSpec spec) {
        spec.addOption(text(SERVER, "URL", "Where the registration service is.")
                        .required(true)
                        .build())
                .addOption(text(NAME, "NAME", "What people call the device.")
                        .required(true)
                        .build())
                .addOption(text(LOCATION, "TEXT", "Where it is.").build())
                .addOption(text(TYPE, "TEXT", "What it is.").build())
                .addOption(OptionSpec.builder(ATTRIBUTE)
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1")
                        .paramLabel("NAME=VALUE")
                        .description("What else is known of it. May be given again.")
                        .build())
                .addOption(text(
                                KEY_FILE,
                                "FILE",
                                "File with the provisioning key on its first line; " + STANDARD_INPUT
                                        + ": standard input. Read only when it is needed.")
                        .required(true)
                        .build())
                .addOption(text(
                                DEVICE_KEY_FILE,
                                "FILE",
                                "Where the device key is kept. A key that is there is tried first.")
                        .required(true)
                        .build())
                .addOption(flag(REPLACE, "Register anew if the server refuses the key that is there."))
                .addOption(flag(INSECURE_HTTP, "Let keys travel in the clear, to an http URL beyond this machine."))
                .addOption(text(TIMEOUT, "SECONDS", "How long to try, in all. Default: ${DEFAULT-VALUE}.")
                        .defaultValue("300")
                        .build())
                .addOption(text(REQUEST_TIMEOUT, "SECONDS", "How long one request may take. Default: ${DEFAULT-VALUE}.")
                        .defaultValue("30")
                        .build());
    }

    private static OptionSpec.Builder text(String name, String label, String description) {
        return OptionSpec.builder(name).type(String.class).paramLabel(label).description(description);
    }

    private static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name).description(description).build();
    }

    /** @throws NotRegisteredException naming the first bad option */
    static RegisterOptions of(ParseResult parsed) {
        boolean insecureHttp = parsed.hasMatchedOption(INSECURE_HTTP);
        return new RegisterOptions(
                checked(parsed, SERVER, text -> ServerAddress.of(text, insecureHttp)),
                body(parsed),
                checked(parsed, KEY_FILE, RegisterOptions::keyFile),
                checked(parsed, DEVICE_KEY_FILE, RegisterOptions::deviceKeyFile),
                parsed.hasMatchedOption(REPLACE),
                checked(parsed, TIMEOUT, text -> seconds(text, MAX_TIMEOUT)),
                checked(parsed, REQUEST_TIMEOUT, text -> seconds(text, MAX_REQUEST_TIMEOUT)));
    }

    private static String body(ParseResult parsed) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", checked(parsed, NAME, DeviceName::new).value());
        if (parsed.hasMatchedOption(LOCATION)) {
            members.put("location", checked(parsed, LOCATION, Location::new).value());
        }
        if (parsed.hasMatchedOption(TYPE)) {
            members.put("type", checked(parsed, TYPE, DeviceType::new).value());
        }
        if (parsed.hasMatchedOption(ATTRIBUTE)) {
            List<String> given = parsed.matchedOptionValue(ATTRIBUTE, List.of());
            members.put("attributes", checked(ATTRIBUTE, () -> attributes(given).values()));
        }
        return Json.write(members);
    }

    private static DeviceAttributes attributes(List<String> given) {
        Map<String, String> attributes = new TreeMap<>();
        for (String text : given) {
            int equals = text.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("must be NAME=VALUE");
            }
            if (attributes.put(text.substring(0, equals), text.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("is given twice: " + text.substring(0, equals));
            }
        }
        return DeviceAttributes.of(attributes);
    }

    private static @Nullable Path keyFile(String text) {
        if (text.startsWith(KeyKind.PROVISIONING.prefix() + "_")) {
            throw new IllegalArgumentException(
                    "takes the name of a file that holds the key: other users can read command lines");
        }
        return text.equals(STANDARD_INPUT) ? null : Path.of(text);
    }

    /** Where the file is that this names: what takes a link's place would part it from what it leads to. */
    private static Path deviceKeyFile(String text) {
        Path file = Path.of(text);
        if (file.getFileName() == null) {
            throw new IllegalArgumentException("is not the name of a file");
        }
        try {
            return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        } catch (IOException e) {
            return file.toAbsolutePath();
        }
    }

    private static Duration seconds(String text, int max) {
        String range = "must be whole seconds from 1 to " + max;
        try {
            int seconds = Integer.parseInt(text.endsWith("s") ? text.substring(0, text.length() - 1) : text);
            if (seconds < 1 || seconds > max) {
                throw new IllegalArgumentException(range);
            }
            return Duration.ofSeconds(seconds);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(range, e);
        }
    }

    private static <T extends @Nullable Object> T checked(ParseResult parsed, String name, Function<String, T> value) {
        String text = parsed.commandSpec().findOption(name).getValue();
        return checked(name, () -> value.apply(text));
    }

    private static <T extends @Nullable Object> T checked(String name, Supplier<T> value) {
        try {
            return value.get();
        } catch (InvalidPathException e) {
            throw new NotRegisteredException(ExitStatus.USAGE, name + ": is not a path");
        } catch (IllegalArgumentException e) {
            throw new NotRegisteredException(ExitStatus.USAGE, name + ": " + e.getMessage());
        }
    }
}
