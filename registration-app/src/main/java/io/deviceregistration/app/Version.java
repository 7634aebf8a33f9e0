package io.deviceregistration.app;

import java.util.Optional;

/** This app's version, from its jar's manifest. */
final class Version {

    private Version() {}

    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
    }
}
