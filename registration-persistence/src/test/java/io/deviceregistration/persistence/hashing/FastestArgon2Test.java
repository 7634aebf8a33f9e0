package io.deviceregistration.persistence.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.persistence.CapturedLog;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@Timeout(120)
class FastestArgon2Test {

    private static final String WARNING =
            "Argon2 is computed in Java, about half as fast, because its native library can't be used: ";

    private final PlainKey key = Keys.random();
    private final SecretHasher here = SecretHashing.create(HashingSettings.defaults());

    @Test
    void is_the_native_library_where_it_loads() {
        try (CapturedLog log = CapturedLog.of(FastestArgon2.class)) {
            assertThat(FastestArgon2.at(Argon2Cost.DEFAULT)).isInstanceOf(NativeArgon2.class);
            assertThat(log.lines(Level.WARN)).isEmpty();
        }
    }

    @Test
    void is_java_where_no_native_code_is_found() throws Exception {
        fallsBackToJava(
                classPathWithout("nothing"),
                "java.lang.UnsatisfiedLinkError",
                "-Djna.nosys=true",
                "-Djna.noclasspath=true",
                "-Djna.boot.library.path=/nonexistent");
    }

    @Test
    void is_java_where_the_library_is_not_on_the_class_path() throws Exception {
        fallsBackToJava(classPathWithout("argon2-jvm"), "java.lang.ClassNotFoundException");
    }

    @Test
    void is_java_where_jna_is_not_on_the_class_path() throws Exception {
        fallsBackToJava(classPathWithout("jna-"), "java.lang.ClassNotFoundException");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25, disabledReason = "older ones can't deny native access")
    void is_java_where_native_access_is_denied() throws Exception {
        fallsBackToJava(
                classPathWithout("nothing"), "java.lang.IllegalCallerException", "--illegal-native-access=deny");
    }

    private void fallsBackToJava(String classPath, String reason, String... jvmArguments) throws Exception {
        List<String> output = run(classPath, jvmArguments);

        assertThat(output.stream().filter(line -> line.contains("WARN")))
                .singleElement()
                .asString()
                .contains(WARNING + reason);
        assertThat(output).contains("check: MATCH");
        String hash = output.get(output.size() - 1).substring("hash: ".length());
        assertThat(here.check(key, StoredHash.of(hash))).isEqualTo(HashCheck.MATCH);
        // The warning, the check and the hash: nothing else was said.
        assertThat(output).hasSize(3);
    }

    private List<String> run(String classPath, String... jvmArguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvmArguments));
        command.addAll(List.of("-cp", classPath, HashesInAnotherProcess.class.getName()));
        command.addAll(List.of(key.reveal(), here.hash(key).reveal()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as(String.join("\n", output)).isZero();
        return output;
    }

    private static String classPathWithout(String jar) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith(jar))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
