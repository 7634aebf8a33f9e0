package io.deviceregistration.app.appliance;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/** What came in place of the answer that was wanted, for people. */
final class Refusal {

    private Refusal() {}

    /** A registration was refused for good. */
    static NotRegisteredException ofRegistration(Answer answer) {
        return switch (answer.code()) {
            case "missing-credentials",
                    "invalid-provisioning-key",
                    "provisioning-key-revoked",
                    "provisioning-key-expired",
                    "provisioning-key-exhausted" -> because(ExitStatus.PROVISIONING_KEY_REFUSED, answer, "");
            case "device-name-taken" ->
                because(
                        ExitStatus.ALREADY_REGISTERED,
                        answer,
                        " If it is this device, have the administrator open its reregistration, and run this again.");
            case "already-registered" ->
                because(
                        ExitStatus.ALREADY_REGISTERED,
                        answer,
                        " If it is lost, have the administrator open the device's reregistration, and run this again.");
            case "idempotency-key-reused" ->
                because(
                        ExitStatus.ALREADY_REGISTERED,
                        answer,
                        " A registration from here was begun with other arguments: repeat it with those, or remove the"
                                + " file that ends in .attempt to begin anew.");
            default -> other(answer);
        };
    }

    /** A device key was refused for good, for another reason than that it is unknown. */
    static NotRegisteredException ofDeviceKey(Answer answer) {
        return answer.code().equals("device-disabled")
                ? because(
                        ExitStatus.DEVICE_KEY_REFUSED,
                        answer,
                        " Its key is stored; have the administrator enable the device, and run this again.")
                : other(answer);
    }

    private static NotRegisteredException other(Answer answer) {
        if (!answer.code().isEmpty()) {
            return because(ExitStatus.REFUSED, answer, "");
        }
        boolean redirect = answer.status() >= 300 && answer.status() < 400;
        return new NotRegisteredException(
                ExitStatus.REFUSED,
                "the server answers " + answer.status() + ", not as a registration service does: "
                        + (redirect ? "it redirects elsewhere, which is not followed; " : "")
                        + "give its own address with --server");
    }

    private static NotRegisteredException because(ExitStatus status, Answer answer, String advice) {
        return new NotRegisteredException(status, answer.detail() + advice);
    }

    /** Why an answer doesn't count yet. */
    static String passing(Answer answer) {
        if (answer.isSuccess()) {
            return "the answer was not whole";
        }
        return answer.code().isEmpty() ? "the server answers " + answer.status() : answer.detail();
    }

    /** Why there is no answer. */
    static String reason(IOException e) {
        if (e instanceof HttpConnectTimeoutException) {
            return "no connection to the server in time";
        }
        if (e instanceof HttpTimeoutException) {
            return "no whole answer in time";
        }
        if (e instanceof ConnectException) {
            return e.getCause() != null && e.getCause().getCause() instanceof UnresolvedAddressException
                            || e.getCause() instanceof UnresolvedAddressException
                    ? "the server's name is unknown"
                    : "the server can't be reached";
        }
        if (e instanceof SSLException) {
            return "no trust in the server's certificate, or no TLS there";
        }
        return "the connection was lost";
    }
}
