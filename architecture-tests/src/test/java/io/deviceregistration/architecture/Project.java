package io.deviceregistration.architecture;

/** Where the parts of a project lie: of this one, or of a fixture that mirrors it. */
record Project(String root) {

    static final Project THIS = new Project("io.deviceregistration");

    private static final String FIXTURES = Project.class.getPackageName() + ".fixture.";

    /** The fixture that a class belongs to: all that lies under its package's first name below {@code fixture}. */
    static Project fixtureOf(Class<?> culprit) {
        String name = culprit.getName();
        if (!name.startsWith(FIXTURES)) {
            throw new IllegalArgumentException(name + " lies outside the fixtures");
        }
        return new Project(name.substring(0, name.indexOf('.', FIXTURES.length())));
    }

    /** All packages, for ArchUnit; like the following. */
    String everything() {
        return root + "..";
    }

    String core() {
        return root + ".core..";
    }

    String persistence() {
        return root + ".persistence..";
    }

    String http() {
        return root + ".http..";
    }

    String app() {
        return root + ".app..";
    }

    /** The full name of what the root's packages hold. */
    String name(String belowRoot) {
        return root + "." + belowRoot;
    }
}
