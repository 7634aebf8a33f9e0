package io.deviceregistration.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** A library for browsers that came as a jar, in whichever version the build chose. */
record WebJar(String artifact, String version) {

    /** @throws IllegalStateException if the jar is not on the class path */
    static WebJar of(String artifact) {
        String name = "/META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties";
        Properties properties = new Properties();
        try (InputStream in = WebJar.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the page needs the jar of org.webjars.npm:" + artifact);
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new WebJar(artifact, properties.getProperty("version"));
    }

    /** The absolute name, on the class path, of one of its files. */
    String resource(String file) {
        return "/META-INF/resources/webjars/" + artifact + "/" + version + "/" + file;
    }
}
