package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The SQL of the change sets, which beside this test stands as it is for each database. A difference is either a new
 * change set, whose SQL then joins the file, or an edit of an old one, which databases that have run it would refuse: the
 * checksums are in the SQL too.
 */
final class SchemaSqlTest {

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void is_what_reviewers_have_seen(DatabaseKind kind) throws IOException {
        assertThat(withoutTimes(DatabaseStore.schemaSql(kind))).isEqualToNormalizingNewlines(withoutTimes(seen(kind)));
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void ends_with_the_change_set_that_tells_a_current_schema(DatabaseKind kind) {
        String sql = DatabaseStore.schemaSql(kind);
        assertThat(sql.substring(sql.lastIndexOf("-- Changeset "))).contains("::" + Schema.LAST_CHANGE_SET + "::");
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void says_nothing_of_this_machine(DatabaseKind kind) {
        assertThat(DatabaseStore.schemaSql(kind)).doesNotContain("offline", "Ran at", "history.csv");
    }

    private static String seen(DatabaseKind kind) throws IOException {
        String name = "schema-" + kind.name().toLowerCase(Locale.ROOT) + ".sql";
        try (InputStream file = SchemaSqlTest.class.getResourceAsStream(name)) {
            assertThat(file).as(name).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What Liquibase makes of the time at which it runs. */
    private static String withoutTimes(String sql) {
        return sql.replaceAll("'\\d{10}'\\)", "'(deployment)')").strip();
    }
}
