package io.deviceregistration.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Modules of others that lie among our own are what their packages have, and nothing is there that isn't accounted for. */
final class VendoredModulesTest {

    private static final Path VENDOR = Path.of("src/main/resources/io/deviceregistration/http/page/vendor");
    private static final List<String> OWN = List.of("README.md", "checksums.txt");

    @Test
    void are_unchanged() throws Exception {
        Map<String, String> expected = new TreeMap<>();
        for (String line : Files.readAllLines(VENDOR.resolve("checksums.txt"))) {
            String[] sumAndFile = line.split(" {2}", 2);
            expected.put(sumAndFile[1], sumAndFile[0]);
        }
        Map<String, String> actual = new TreeMap<>();
        for (Path file : files()) {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            actual.put(
                    VENDOR.relativize(file).toString().replace('\\', '/'),
                    HexFormat.of().formatHex(sum));
        }
        assertThat(actual).isEqualTo(expected).hasSizeGreaterThan(1);
    }

    @Test
    void say_where_they_are_from_and_under_which_licence() throws Exception {
        String readme = Files.readString(VENDOR.resolve("README.md"));
        for (Path file : files()) {
            String name = file.getFileName().toString();
            assertThat(readme).contains("`" + name + "`");
            if (!name.endsWith(".LICENSE")) {
                assertThat(VENDOR.resolve(name.replaceFirst("\\.m?js$", ".LICENSE")))
                        .exists();
            }
        }
    }

    private static List<Path> files() throws Exception {
        try (Stream<Path> files = Files.walk(VENDOR)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !OWN.contains(VENDOR.relativize(file).toString()))
                    .toList();
        }
    }
}
