package io.deviceregistration.app.process;

import java.nio.file.Path;
import java.util.List;

/** The two ways in which an appliance registers. */
enum Way {
    COMMAND {
        @Override
        List<String> program() {
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-jar",
                    AppCommand.JAR.toString(),
                    "register");
        }
    },
    SCRIPT {
        @Override
        List<String> program() {
            return List.of(
                    "sh",
                    Path.of("../docs/appliance/register.sh")
                            .toAbsolutePath()
                            .normalize()
                            .toString());
        }
    };

    /** What is started, before the options that both take. */
    abstract List<String> program();
}
