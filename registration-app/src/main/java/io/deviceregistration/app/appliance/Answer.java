package io.deviceregistration.app.appliance;

import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server's answer. Its text shows the status alone: among the members may be a key. */
final class Answer {

    private static final int MAX_DETAIL = 300;

    private final int status;
    private final Map<String, String> members;
    private final @Nullable Duration retryAfter;

    private Answer(int status, Map<String, String> members, @Nullable Duration retryAfter) {
        this.status = status;
        this.members = members;
        this.retryAfter = retryAfter;
    }

    static Answer of(HttpResponse<byte[]> response) {
        Map<String, String> members;
        try {
            members = Json.texts(response.body());
        } catch (IOException e) {
            members = Map.of();
        }
        return new Answer(response.statusCode(), members, RetryAfter.of(response.headers()));
    }

    int status() {
        return status;
    }

    /** A problem's code; empty if this isn't a problem document of a registration service. */
    String code() {
        return members.getOrDefault("code", "");
    }

    @Nullable String text(String member) {
        return members.get(member);
    }

    /** The device key of a registration that was granted. */
    Optional<PlainKey> deviceKey() {
        return isSuccess() ? PlainKey.parse(KeyKind.DEVICE, members.getOrDefault("device_key", "")) : Optional.empty();
    }

    /** What the server says is wrong, on one line that does nothing to a terminal. */
    String detail() {
        String said = members.getOrDefault("title", "") + ": " + members.getOrDefault("detail", "");
        String plain = said.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cf}]", " ");
        return plain.substring(0, Math.min(MAX_DETAIL, plain.length()));
    }

    /** How long the server asks to be left alone. */
    @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** Whether another try may have a better answer. A success that can't be read is a lost answer. */
    boolean isPassing() {
        return status == 408 || status == 425 || status == 429 || status >= 500 || isSuccess();
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }
}
