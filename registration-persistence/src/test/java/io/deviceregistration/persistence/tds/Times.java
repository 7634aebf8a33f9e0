package io.deviceregistration.persistence.tds;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Times on the wire: the day's fraction in units of the scale, the days since year 1, and minutes of offset. */
final class Times {

    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);

    private Times() {}

    static LocalDateTime readLocal(TdsInput in, int scale) {
        LocalTime time = LocalTime.ofNanoOfDay(in.unsigned(timeLength(scale)) * nanosPerUnit(scale));
        return FIRST_DAY.plusDays(in.unsigned(3)).atTime(time);
    }

    /** The time of day is UTC's; the offset only says how to show it. */
    static OffsetDateTime readOffset(TdsInput in, int scale) {
        OffsetDateTime utc = readLocal(in, scale).atOffset(ZoneOffset.UTC);
        return utc.withOffsetSameInstant(ZoneOffset.ofTotalSeconds(60 * in.i16()));
    }

    static void write(LocalDateTime value, int scale, TdsOutput out) {
        long nanos = value.toLocalTime().toNanoOfDay();
        if (nanos % nanosPerUnit(scale) != 0) {
            throw new IllegalArgumentException(value + " has more than " + scale + " digits of a second's fraction");
        }
        out.number(nanos / nanosPerUnit(scale), timeLength(scale));
        out.number(ChronoUnit.DAYS.between(FIRST_DAY, value.toLocalDate()), 3);
    }

    static void write(OffsetDateTime value, int scale, TdsOutput out) {
        write(value.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime(), scale, out);
        out.u16(value.getOffset().getTotalSeconds() / 60);
    }

    private static int timeLength(int scale) {
        return scale <= 2 ? 3 : scale <= 4 ? 4 : 5;
    }

    private static long nanosPerUnit(int scale) {
        long nanos = 1_000_000_000;
        for (int digit = 0; digit < scale; digit++) {
            nanos /= 10;
        }
        return nanos;
    }
}
