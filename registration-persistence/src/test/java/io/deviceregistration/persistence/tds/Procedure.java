package io.deviceregistration.persistence.tds;

/** The procedures that the endpoint understands, with the numbers by which they are called. */
public enum Procedure {
    SP_EXECUTESQL(10),
    SP_PREPARE(11),
    SP_EXECUTE(12),
    SP_PREPEXEC(13),
    SP_UNPREPARE(15);

    private final int number;

    Procedure(int number) {
        this.number = number;
    }

    static Procedure of(int number) {
        for (Procedure procedure : values()) {
            if (procedure.number == number) {
                return procedure;
            }
        }
        throw new ProtocolViolation("a call of procedure number " + number);
    }

    boolean prepares() {
        return this == SP_PREPARE || this == SP_PREPEXEC;
    }

    boolean executes() {
        return this != SP_PREPARE && this != SP_UNPREPARE;
    }
}
