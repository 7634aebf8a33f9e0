package io.deviceregistration.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.page.Position;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class CursorTest {

    private static final Position POSITION =
            new Position(Instant.parse("2026-01-02T03:04:05.678Z"), new UUID(0x0123_4567_89ab_cdefL, -1L));
    private static final String PATH = "/api/v1/devices";
    private static final List<String> FILTERS = List.of("status=active");

    private final String cursor = Cursor.encode(POSITION, PATH, FILTERS);

    @Test
    void leads_back_to_its_position() {
        assertThat(Cursor.decode(cursor, PATH, FILTERS)).contains(POSITION);
    }

    @Test
    void holds_times_before_1970_and_in_the_year_9999() {
        for (String time : List.of("1969-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z")) {
            Position position = new Position(Instant.parse(time), POSITION.id());
            assertThat(Cursor.decode(Cursor.encode(position, PATH, FILTERS), PATH, FILTERS))
                    .contains(position);
        }
    }

    @Test
    void holds_no_time_that_some_database_does_not_know() {
        for (Instant time : List.of(Instant.parse("-0001-01-01T00:00:00Z"), Instant.ofEpochMilli(Long.MAX_VALUE))) {
            String forged = Cursor.encode(new Position(time, POSITION.id()), PATH, FILTERS);
            assertThat(Cursor.decode(forged, PATH, FILTERS)).isEmpty();
        }
    }

    @Test
    void is_none_of_another_list_or_other_filters() {
        assertThat(Cursor.decode(cursor, "/api/v1/edge/keys", FILTERS)).isEmpty();
        assertThat(Cursor.decode(cursor, PATH, List.of())).isEmpty();
        assertThat(Cursor.decode(cursor, PATH, List.of("status=disabled"))).isEmpty();
    }

    @Test
    void is_refused_with_any_character_changed_or_missing() {
        for (int i = 0; i < cursor.length(); i++) {
            char other = cursor.charAt(i) == 'x' ? 'y' : 'x';
            String changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
            assertThat(Cursor.decode(changed, PATH, FILTERS).filter(POSITION::equals))
                    .isEmpty();
            assertThat(Cursor.decode(cursor.substring(0, i), PATH, FILTERS)).isEmpty();
        }
    }

    @Test
    void is_not_just_any_text() {
        for (String text : List.of("", "?", "ü", "AAAA", cursor + "A", cursor + "=")) {
            assertThat(Cursor.decode(text, PATH, FILTERS)).isEmpty();
        }
    }

    @Test
    void fits_into_a_url_as_it_is() {
        assertThat(cursor).matches("[A-Za-z0-9_-]+");
    }
}
