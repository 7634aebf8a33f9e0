package io.deviceregistration.core.key;

/** What a key is for; the prefix makes a leaked key findable by secret scanners. */
public enum KeyKind {
    /** Lets appliances register with a tenant. */
    PROVISIONING("pvk"),
    /** Identifies one registered device. */
    DEVICE("dvc");

    private final String prefix;

    KeyKind(String prefix) {
        this.prefix = prefix;
    }

    /** What keys of this kind begin with, before the underscore. */
    public String prefix() {
        return prefix;
    }
}
