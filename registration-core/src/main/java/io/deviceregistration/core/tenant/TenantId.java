package io.deviceregistration.core.tenant;

import io.deviceregistration.core.value.InvalidValueException;

/**
 * An opaque tenant, as the identity provider names it: 1 to 64 of {@code A–Z a–z 0–9 . _ : -}. Case matters.
 *
 * <p>The constructor throws an {@link InvalidValueException} if the text is anything else.
 */
public record TenantId(String value) {

    private static final int MAX_LENGTH = 64;

    public TenantId {
        if (value.isEmpty() || value.length() > MAX_LENGTH || !isAllowed(value)) {
            throw new InvalidValueException("must be 1 to " + MAX_LENGTH + " of A-Z a-z 0-9 . _ : -");
        }
    }

    private static boolean isAllowed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isAllowed(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowed(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "._:-".indexOf(c) >= 0;
    }

    @Override
    public String toString() {
        return value;
    }
}
