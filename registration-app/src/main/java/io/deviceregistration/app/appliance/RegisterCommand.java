package io.deviceregistration.app.appliance;

import java.io.InputStream;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code register}: registers this machine as a device, and keeps its device key. */
public final class RegisterCommand {

    public static final String NAME = "register";

    public static final String DESCRIPTION =
            "Registers this machine as a device, and keeps its device key. Run again, it goes on, or finds nothing to do.";

    private RegisterCommand() {}

    /** Adds the command's own options. */
    public static void addOptions(CommandSpec spec) {
        RegisterOptions.addTo(spec);
    }

    /**
     * Registers, or finds that it was done. Whenever the process ends, another run with the same arguments goes on.
     *
     * @param in where the provisioning key comes from if the options say so
     * @param out takes one line of JSON, {@code device_id} and {@code tenant_id}, once the stored device key works
     * @param say takes lines for people: what is waited for, and why it ended otherwise; no key is in them unless the server
     *     sent one where none belongs
     * @return the exit status, as it is documented
     */
    public static int run(ParseResult parsed, InputStream in, PrintWriter out, Consumer<String> say) {
        try {
            RegisterOptions options = RegisterOptions.of(parsed);
            SecureRandom random = new SecureRandom();
            ApplianceRegistration registration = new ApplianceRegistration(
                    new ServerConnection(options.server(), options.requestTimeout()),
                    new Patience(
                            options.timeout(), System::nanoTime, random, time -> Thread.sleep(time.toMillis()), say),
                    options.deviceKeyFile(),
                    new ProvisioningKeySource(options.keyFile(), in),
                    options.body(),
                    options.replace(),
                    random);
            ApplianceRegistration.Registered registered = registration.run();
            Map<String, String> members = new LinkedHashMap<>();
            members.put("device_id", registered.deviceId());
            members.put("tenant_id", registered.tenantId());
            out.println(Json.write(members));
            out.flush();
            return ExitStatus.REGISTERED.code();
        } catch (NotRegisteredException e) {
            say.accept(String.valueOf(e.getMessage()));
            return e.status().code();
        }
    }
}
