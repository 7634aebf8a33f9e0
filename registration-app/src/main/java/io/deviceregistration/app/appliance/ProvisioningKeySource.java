package io.deviceregistration.app.appliance;

import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the provisioning key comes from: a file, or standard input. It is read when it is needed, since an appliance that is
 * registered needs it no more.
 *
 * @param file null for standard input
 */
record ProvisioningKeySource(@Nullable Path file, InputStream standardInput) {

    private static final int MAX_BYTES = 1024;

    /** @throws NotRegisteredException if the source can't be read, or its first line is no provisioning key */
    PlainKey read() {
        String place = file == null ? "standard input" : file.toString();
        return PlainKey.parse(KeyKind.PROVISIONING, line(place))
                .orElseThrow(() -> new NotRegisteredException(
                        ExitStatus.PROVISIONING_KEY_REFUSED,
                        "what " + place + " holds is no provisioning key, or a mistyped or incomplete one"));
    }

    private String line(String place) {
        try {
            if (file == null) {
                return line(standardInput);
            }
            try (InputStream in = Files.newInputStream(file)) {
                return line(in);
            }
        } catch (IOException e) {
            throw new NotRegisteredException(
                    ExitStatus.FILE_TROUBLE, "the provisioning key can't be read from " + place);
        }
    }

    /** The first line alone: who types the key ends it with Enter. */
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n' && line.size() < MAX_BYTES; next = in.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }
}
