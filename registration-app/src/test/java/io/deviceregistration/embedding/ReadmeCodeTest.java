package io.deviceregistration.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the README shows of embedding and swapping is code of these backends and adapters, which is compiled and run. */
final class ReadmeCodeTest {

    private static final Path PROJECT = Path.of("..");
    private static final Pattern SECTION =
            Pattern.compile("\n## (Embedding|Swapping parts)\n(.*?)(?=\n## )", Pattern.DOTALL);
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> shows_code_that_stands_in_the_tests() {
        List<String> sources = sources();
        return blocks().map(block -> DynamicTest.dynamicTest(
                block.lines().findFirst().orElseThrow(),
                () -> assertThat(sources).as(block).anyMatch(source -> stands(block, source))));
    }

    @Test
    void shows_every_backend() {
        assertThat(blocks()).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void finds_no_code_that_differs_in_a_word_or_in_how_it_is_indented() {
        String block = "if (true) {\n    run();\n}\n";
        String source = "class Some {\n    if (true) {\n        run();\n    }\n}\n";

        assertThat(stands(block, source)).isTrue();
        assertThat(stands(block.replace("run", "walk"), source)).isFalse();
        assertThat(stands(block.replace("    run", "run"), source)).isFalse();
    }

    /** Whether all of its lines stand in the source one after another, all equally far to the right. */
    private static boolean stands(String block, String source) {
        return IntStream.iterate(0, columns -> columns <= 16, columns -> columns + 4)
                .mapToObj(" "::repeat)
                .map(indentation -> block.lines()
                        .map(line -> line.isEmpty() ? line : indentation + line)
                        .collect(Collectors.joining("\n", "\n", "\n")))
                .anyMatch(source::contains);
    }

    private static Stream<String> blocks() {
        return SECTION.matcher(read(PROJECT.resolve("README.md")))
                .results()
                .flatMap(section -> JAVA.matcher(section.group(2)).results())
                .map(block -> block.group(1));
    }

    private static List<String> sources() {
        try (Stream<Path> modules = Files.list(PROJECT)) {
            return modules.map(module -> module.resolve("src/test/java/io/deviceregistration/embedding"))
                    .filter(Files::isDirectory)
                    .flatMap(ReadmeCodeTest::files)
                    .map(ReadmeCodeTest::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
