package io.deviceregistration.app.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The floors' class in a jar: the JVM archives no classes from folders. */
final class BareServerJar {

    private BareServerJar() {}

    /** Leaves one that is there as it is, for the archive holds for that one. */
    static void write(Path jar) {
        if (Files.exists(jar)) {
            return;
        }
        String name = BareServer.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream in = BareServer.class.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
