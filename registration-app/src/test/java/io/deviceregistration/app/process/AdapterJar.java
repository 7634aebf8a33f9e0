package io.deviceregistration.app.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** Another team's jar: some classes, and which of them provide what. */
final class AdapterJar {

    private AdapterJar() {}

    static void write(Path jar, List<Class<?>> classes, Map<Class<?>, String> providers) throws IOException {
        Files.createDirectories(jar.getParent());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Class<?> type : classes) {
                String file = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new ZipEntry(file));
                try (InputStream bytes = type.getClassLoader().getResourceAsStream(file)) {
                    bytes.transferTo(out);
                }
            }
            for (Map.Entry<Class<?>, String> provider : providers.entrySet()) {
                out.putNextEntry(
                        new ZipEntry("META-INF/services/" + provider.getKey().getName()));
                out.write((provider.getValue() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
