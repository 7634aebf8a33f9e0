package io.deviceregistration.app;

import io.deviceregistration.app.appliance.RegisterCommand;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.http.CannotListenException;
import io.deviceregistration.http.token.DevelopmentTokens;
import io.deviceregistration.persistence.store.CannotCopyStoreException;
import io.deviceregistration.persistence.store.CannotOpenStoreException;
import io.deviceregistration.persistence.store.DatabaseKind;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: which command, with which settings. Every failure is one line and an exit status. */
final class CommandLineInterface {

    /** It went well. */
    static final int OK = 0;
    /** Something outside the settings is in the way: the database, the port. */
    static final int CANNOT_START = 1;
    /** The command line or a setting is wrong. */
    static final int USAGE = 2;

    /** A year. */
    private static final int MAX_TOKEN_HOURS = 8760;

    private static final String NAME = "registration-app";

    /** Command lines that say no more than what is done without one: a start need not wait for what reads others. */
    private static final Set<List<String>> NOTHING_TO_READ = Set.of(List.of(), List.of("serve"));

    private final Map<String, String> environment;
    private final InputStream in;
    private final PrintWriter out;
    private final PrintWriter err;

    CommandLineInterface(Map<String, String> environment, InputStream in, PrintWriter out, PrintWriter err) {
        this.environment = environment;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** Runs a command to its end and returns its exit status. */
    int run(String... arguments) {
        if (NOTHING_TO_READ.contains(List.of(arguments))) {
            return orFail(() -> serve(prepared(new SettingSources(Map.of(), environment, null))));
        }
        CommandLine commandLine = new CommandLine(spec())
                .setOut(out)
                .setErr(err)
                .setExecutionStrategy(this::execute)
                .setParameterExceptionHandler((e, args) -> fail(USAGE, reason(e) + "; see --help"));
        return commandLine.execute(arguments);
    }

    private CommandSpec spec() {
        CommandSpec root = command(NAME, "Registers edge appliances: provisioning keys in, device keys out.");
        for (Setting setting : Setting.values()) {
            if (!setting.isSecret()) {
                root.addOption(option(setting));
            }
        }
        root.addOption(OptionSpec.builder("--config")
                .type(Path.class)
                .paramLabel("FILE")
                .description("Settings file: lines of name=value, such as http-port=8081.")
                .scopeType(ScopeType.INHERIT)
                .build());
        root.usageMessage()
                .footer(
                        "",
                        "Without a command: serve.",
                        "Every option but --config can be set as",
                        "REGISTRATION_<NAME> in the environment too, and REGISTRATION_DB_PASSWORD",
                        "and REGISTRATION_FROM_DB_PASSWORD only there or in the file.");
        root.addSubcommand("serve", command("serve", "Serves the HTTP API. The default."));
        root.addSubcommand(
                "migrate",
                command("migrate", "Brings the database schema up to date.")
                        .addOption(OptionSpec.builder("--dry-run")
                                .description("Print the SQL instead, and change nothing.")
                                .build())
                        .addOption(OptionSpec.builder("--database")
                                .type(String.class)
                                .paramLabel("DATABASE")
                                .description("With --dry-run: print all of the SQL for an empty h2, postgresql or"
                                        + " sqlserver database, and connect to none.")
                                .build()));
        root.addSubcommand(
                "backup",
                command("backup", "Writes a copy of the embedded database to a file, while the app runs or not.")
                        .addOption(text("--to", "FILE", null, "The file, which must not be there yet.")));
        root.addSubcommand(
                "restore",
                command("restore", "Puts the database of a backup into a data folder that has none.")
                        .addOption(text("--from", "FILE", null, "The backup.")));
        root.addSubcommand(
                "copy", command("copy", "Copies one database (--from-db-url) into another, empty one (--db-url)."));
        root.addSubcommand(
                "token",
                command("token", "Prints an administrator's token (development mode only).")
                        .addOption(text("--tenant", "TENANT", null, "The tenant to administer."))
                        .addOption(text("--subject", "NAME", "developer", "Who the administrator is."))
                        .addOption(text("--role", "ROLE", DevelopmentTokens.ADMIN_ROLE, "What they may do."))
                        .addOption(text("--hours", "HOURS", "8", "How long the token is valid.")));
        root.addSubcommand(
                RehearseCommand.NAME,
                command(
                        RehearseCommand.NAME,
                        "Starts and stops a server with an embedded database in --data-dir, for the start script's"
                                + " archive of classes."));
        addRegister(root);
        return root;
    }

    /** An appliance has no service of its own: of the app's settings this command knows none. */
    private static void addRegister(CommandSpec root) {
        CommandSpec register = command(RegisterCommand.NAME, RegisterCommand.DESCRIPTION);
        root.addSubcommand(RegisterCommand.NAME, register);
        register.options().stream().filter(OptionSpec::inherited).toList().forEach(register::remove);
        RegisterCommand.addOptions(register);
    }

    private static CommandSpec command(String name, String description) {
        CommandSpec spec = CommandSpec.create().name(name).version(NAME + " " + Version.text());
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build());
        spec.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print version information and exit.")
                .build());
        spec.usageMessage().description(description);
        return spec;
    }

    private static OptionSpec option(Setting setting) {
        String defaultText = setting.defaultText();
        return OptionSpec.builder(setting.flag())
                .type(String.class)
                .paramLabel(setting.key().replaceAll(".*-", "").toUpperCase(Locale.ROOT))
                .description(setting.description()
                        + (defaultText == null || defaultText.isEmpty() ? "" : " Default: " + defaultText + "."))
                .scopeType(ScopeType.INHERIT)
                .build();
    }

    private static OptionSpec text(String name, String label, @Nullable String defaultValue, String description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .required(defaultValue == null)
                .defaultValue(defaultValue)
                .description(description + (defaultValue == null ? "" : " Default: ${DEFAULT-VALUE}."))
                .build();
    }

    /** What can't be placed is said without its value, which may be a secret. */
    private static String reason(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return String.valueOf(e.getMessage());
        }
        String name = unmatched.getUnmatched().get(0).split("=", 2)[0];
        for (Setting setting : Setting.values()) {
            if (setting.isSecret() && setting.flag().equals(name)) {
                return name + ": a secret is set by " + setting.variable() + " or in the settings file only";
            }
        }
        return (name.startsWith("-") ? "unknown option: " : "unknown command: ") + name;
    }

    private int execute(ParseResult parsed) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        String name = parsed.hasSubcommand() ? parsed.subcommand().commandSpec().name() : "";
        if (name.equals(RegisterCommand.NAME)) {
            return orFail(() -> register(parsed));
        }
        if (name.equals(RehearseCommand.NAME)) {
            return orFail(() -> rehearse(parsed));
        }
        return orFail(() -> run(parsed));
    }

    /** Picocli hands its exception handler only what its own strategies wrap; from this one it would print a trace. */
    private int orFail(IntSupplier command) {
        try {
            Logging.awaitReady();
            return command.getAsInt();
        } catch (RuntimeException e) {
            return fail(e);
        }
    }

    private int rehearse(ParseResult parsed) {
        String dataDir = parsed.subcommand().matchedOptionValue(Setting.DATA_DIR.flag(), "");
        if (dataDir.isEmpty()) {
            throw new SettingsException(Setting.DATA_DIR.flag() + ": name a folder for the rehearsal");
        }
        RehearseCommand.run(prepared(RehearseCommand.sources(dataDir)), out);
        return OK;
    }

    private int register(ParseResult parsed) {
        if (!parsed.matchedOptions().isEmpty()) {
            String name = parsed.matchedOptions().get(0).longestName();
            throw new SettingsException(name + ": " + RegisterCommand.NAME + " has no such option; see --help");
        }
        return RegisterCommand.run(parsed.subcommand(), in, out, this::say);
    }

    private int run(ParseResult parsed) {
        ParseResult command = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
        Settings settings = prepared(sources(parsed));
        switch (command.commandSpec().name()) {
            case "migrate" -> migrate(settings, command);
            case "backup" -> BackupCommand.run(settings, argument(command, "--to", Path::of), out);
            case "restore" -> RestoreCommand.run(settings, argument(command, "--from", Path::of), out);
            case "copy" -> CopyCommand.run(settings, out);
            case "token" -> token(settings, command);
            default -> serve(settings);
        }
        out.flush();
        return OK;
    }

    private int serve(Settings settings) {
        ServeCommand.run(settings, out);
        return OK;
    }

    private static Settings prepared(SettingSources sources) {
        Settings settings = Settings.of(sources);
        Logging.setFormat(settings.operations().logFormat());
        Logging.setLevel(settings.logLevel());
        return settings;
    }

    /** Options may stand before the command or after it. */
    private SettingSources sources(ParseResult parsed) {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        Path file = null;
        for (ParseResult part = parsed; part != null; part = part.subcommand()) {
            for (Setting setting : Setting.values()) {
                if (!setting.isSecret() && part.hasMatchedOption(setting.flag())) {
                    flags.put(setting, part.matchedOptionValue(setting.flag(), ""));
                }
            }
            file = part.matchedOptionValue("--config", file);
        }
        return new SettingSources(flags, environment, file);
    }

    private void migrate(Settings settings, ParseResult command) {
        boolean dryRun = command.hasMatchedOption("--dry-run");
        if (!command.hasMatchedOption("--database")) {
            MigrateCommand.run(settings, dryRun, out);
        } else if (dryRun) {
            MigrateCommand.print(argument(command, "--database", DatabaseKind::of), out);
        } else {
            throw new SettingsException(
                    "--database: only with --dry-run; what is migrated is the database of " + Setting.DB_URL.flag());
        }
    }

    private void token(Settings settings, ParseResult command) {
        TokenCommand.run(
                settings,
                argument(command, "--tenant", TenantId::new),
                argument(command, "--subject", Subject::new),
                argument(command, "--role", role -> role),
                argument(command, "--hours", CommandLineInterface::lifetime),
                out);
    }

    private static Duration lifetime(String text) {
        String range = "must be a whole number from 1 to " + MAX_TOKEN_HOURS + ", not " + text;
        try {
            int hours = Integer.parseInt(text);
            if (hours < 1 || hours > MAX_TOKEN_HOURS) {
                throw new IllegalArgumentException(range);
            }
            return Duration.ofHours(hours);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(range, e);
        }
    }

    private static <T> T argument(ParseResult command, String name, Function<String, T> value) {
        String text = command.commandSpec().findOption(name).getValue();
        try {
            return value.apply(text);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(name + ": " + e.getMessage());
        }
    }

    private int fail(RuntimeException e) {
        if (e instanceof SettingsException) {
            return fail(USAGE, String.valueOf(e.getMessage()));
        }
        if (e instanceof CannotStartException
                || e instanceof CannotOpenStoreException
                || e instanceof CannotCopyStoreException
                || e instanceof CannotListenException) {
            return fail(CANNOT_START, String.valueOf(e.getMessage()));
        }
        LoggerFactory.getLogger(CommandLineInterface.class).error("unexpected", e);
        return fail(CANNOT_START, "unexpected " + e.getClass().getSimpleName() + ", see the log above");
    }

    private int fail(int status, String message) {
        say(message);
        return status;
    }

    /** What somebody typed in the wrong place may be a key. */
    private void say(String message) {
        err.println(NAME + ": " + Redaction.ofText(message.lines().findFirst().orElse(message)));
        err.flush();
    }
}
