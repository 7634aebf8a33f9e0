package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.testkit.SampleAttribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a copy has, and when there is none. */
@Timeout(120)
final class StoreCopyTest {

    @TempDir
    private Path folder;

    static Stream<Arguments> pairs() {
        Supplier<TestDatabase> h2 = TestDatabase::inMemory;
        Supplier<TestDatabase> postgres = TestDatabase::onPostgres;
        return Stream.of(Arguments.of(h2, postgres), Arguments.of(postgres, h2), Arguments.of(h2, h2));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void has_every_row_as_it_was(Supplier<TestDatabase> from, Supplier<TestDatabase> to) {
        try (TestDatabase source = from.get();
                TestDatabase target = to.get()) {
            CopiedStore.fill(source);
            assertThat(copy(source, target))
                    .isEqualTo(Map.of(
                            "edge_provisioning_keys",
                            2L,
                            "devices",
                            2L,
                            "device_registrations",
                            1L,
                            "audit_events",
                            4L));
            assertThat(StoredRows.of(target)).isEqualTo(StoredRows.of(source));
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void goes_on_where_the_original_was(Supplier<TestDatabase> from, Supplier<TestDatabase> to) {
        try (TestDatabase source = from.get();
                TestDatabase target = to.get()) {
            CopiedStore.fill(source);
            copy(source, target);
            DatabaseStore store = target.open();
            assertThat(store.devices().findHashed(CopiedStore.DEVICE.device().id()))
                    .hasValueSatisfying(copied -> assertThat(copied.keyHash()).isEqualTo(CopiedStore.DEVICE.keyHash()));
            assertThat(store.devices().register(CopiedStore.SAME_NAME, CopiedStore.ATTEMPT, SampleAttribution.any()))
                    .isInstanceOf(Registration.AttemptedBefore.class);
            assertThat(store.devices().register(CopiedStore.SAME_NAME, SampleAttribution.any()))
                    .isInstanceOf(Registration.NameTaken.class);
            assertThat(store.provisioningKeys().findHashed(CopiedStore.KEY.key().id()))
                    .hasValueSatisfying(
                            key -> assertThat(key.key().registrations()).isEqualTo(2));
        }
    }

    @Test
    void has_more_rows_than_are_sent_at_once() {
        try (TestDatabase source = TestDatabase.inMemory();
                TestDatabase target = TestDatabase.onPostgresWithSchema()) {
            addEvents(source, 1234);
            assertThat(copy(source, target)).containsEntry("audit_events", 1234L);
            assertThat(StoredRows.of(target)).isEqualTo(StoredRows.of(source));
        }
    }

    @Test
    void is_small_and_closed_in_a_file() throws IOException {
        try (TestDatabase source = TestDatabase.inMemory()) {
            CopiedStore.fill(source);
            addEvents(source, 10_000);
            StoreCopy.intoFile(source.settings(), folder.resolve("registration"))
                    .run();
            assertThat(folder.toFile().list()).containsExactly("registration.mv.db");
            assertThat(Files.size(folder.resolve("registration.mv.db"))).isLessThan(500 * 10_000);
            try (TestDatabase target = TestDatabase.inFolder(folder)) {
                assertThat(StoredRows.of(target)).isEqualTo(StoredRows.of(source));
            }
        }
    }

    private static void addEvents(TestDatabase database, int events) {
        database.open();
        database.run("INSERT INTO audit_events (tenant_id, occurred_at, id, action, actor_type, actor_id, object_id,"
                + " object_name) SELECT 'demo', CURRENT_TIMESTAMP, RANDOM_UUID(), 'device_registered', 'device',"
                + " 'x' || n, RANDOM_UUID(), 'Device' FROM SYSTEM_RANGE(1, " + events + ") r(n)");
    }

    @Test
    void is_refused_where_there_are_rows_already() {
        try (TestDatabase source = TestDatabase.inMemory();
                TestDatabase target = TestDatabase.onPostgresWithSchema()) {
            CopiedStore.fill(source);
            target.open().provisioningKeys().insert(CopiedStore.OTHER, SampleAttribution.any());
            assertThatExceptionOfType(CannotCopyStoreException.class)
                    .isThrownBy(() -> copy(source, target))
                    .withMessageContaining("is not empty (1 rows in edge_provisioning_keys)");
            assertThat(target.count("SELECT COUNT(*) FROM devices")).isZero();
        }
    }

    @Test
    void is_refused_of_a_schema_that_is_not_this_version_s() {
        try (TestDatabase source = TestDatabase.inMemory();
                TestDatabase target = TestDatabase.inMemory()) {
            source.run("CREATE TABLE somebody_else (id INT)");
            assertThatExceptionOfType(CannotCopyStoreException.class)
                    .isThrownBy(() -> copy(source, target))
                    .withMessageEndingWith("is not this version's: bring it up to date with migrate first");
            source.open();
            source.run("ALTER TABLE devices ADD of_tomorrow INT");
            assertThatExceptionOfType(CannotCopyStoreException.class)
                    .isThrownBy(() -> copy(source, target))
                    .withMessageContaining("the table devices")
                    .withMessageContaining("has other columns than this version knows");
        }
    }

    @Test
    void makes_no_original_that_is_not_there() {
        try (TestDatabase target = TestDatabase.inMemory()) {
            StoreSettings nowhere = StoreSettings.of("jdbc:h2:file:" + folder.resolve("nowhere"));
            assertThatExceptionOfType(CannotOpenStoreException.class)
                    .isThrownBy(() -> StoreCopy.of(nowhere, target.settings()).run())
                    .withMessageEndingWith("nowhere doesn't exist");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void leaves_no_row_of_what_fails_or_is_cancelled_and_says_nothing_of_its_rows() {
        try (TestDatabase source = TestDatabase.inMemory();
                TestDatabase target = TestDatabase.onPostgresWithSchema()) {
            CopiedStore.fill(source);
            StoreCopy cancelled = StoreCopy.of(source.settings(), target.settings());
            cancelled.cancel();
            assertThatExceptionOfType(CannotCopyStoreException.class)
                    .isThrownBy(cancelled::run)
                    .withMessageEndingWith("was cancelled");
            target.run("ALTER TABLE audit_events ADD CHECK (action = 'nothing')");
            assertThatExceptionOfType(CannotCopyStoreException.class)
                    .isThrownBy(() -> copy(source, target))
                    .withMessageMatching("the database jdbc:h2:mem:\\S+ can't be copied to jdbc:postgresql:\\S+,"
                            + " where no row is kept: error 0, SQLSTATE 23514");
            for (String table : List.of("edge_provisioning_keys", "devices", "device_registrations", "audit_events")) {
                assertThat(target.count("SELECT COUNT(*) FROM " + table)).isZero();
            }
        }
    }

    static Map<String, Long> copy(TestDatabase source, TestDatabase target) {
        return StoreCopy.of(source.settings(), target.settings()).run();
    }
}
