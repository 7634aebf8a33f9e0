package io.deviceregistration.core.value;

/** The rule of texts that only programs write: visible ASCII, {@code !} to {@code ~}, so no space and no line break. */
public final class VisibleAscii {

    private VisibleAscii() {}

    /** Whether all of the text is visible ASCII; true of an empty text. */
    public static boolean isAll(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '!' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
