package io.deviceregistration.persistence.tds;

import java.util.Locale;

/** The little that the endpoint must know of a statement to answer it. It tells by words, and knows no grammar. */
final class Sql {

    private final String words;

    Sql(String text) {
        words = normalized(text);
    }

    /** Lowercase, with one space between words. */
    static String normalized(String text) {
        return text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    boolean contains(String fragment) {
        return words.contains(normalized(fragment));
    }

    boolean turnsImplicitTransactions(String onOrOff) {
        return words.startsWith("set implicit_transactions " + onOrOff);
    }

    boolean commits() {
        return words.contains("commit tran");
    }

    boolean rollsBack() {
        return words.contains("rollback tran");
    }

    /** What the driver sends for a savepoint contains this as well. */
    boolean beginsTransactionByWord() {
        return words.contains("begin tran");
    }

    boolean isSelectOne() {
        return words.equals("select 1");
    }

    boolean changesRows() {
        return words.matches("(insert|update|delete|merge)\\b.*");
    }

    boolean selects() {
        return words.matches("(select|with)\\b.*");
    }

    /** With implicit transactions, what touches a table begins one. */
    boolean touchesTable() {
        return changesRows() || selects() && words.contains(" from ");
    }

    /** The number that says in a DONE token which command it ends. */
    int command() {
        return switch (words.split(" ", 2)[0]) {
            case "select", "with" -> 0xC1;
            case "insert" -> 0xC3;
            case "delete" -> 0xC4;
            case "update" -> 0xC5;
            case "merge" -> 0x117;
            default -> 0;
        };
    }
}
