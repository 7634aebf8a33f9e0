package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** From H2 to SQL Server and back. */
@SqlServerTest
final class SqlServerStoreCopyRoundTripTest {

    @Test
    void has_every_row_as_it_was() {
        try (TestDatabase source = TestDatabase.inMemory();
                TestDatabase target = TestDatabase.onSqlServer();
                TestDatabase back = TestDatabase.inMemory()) {
            CopiedStore.fill(source);
            StoreCopyTest.copy(source, target);
            assertThat(StoredRows.of(target)).isEqualTo(StoredRows.of(source));
            StoreCopyTest.copy(target, back);
            assertThat(StoredRows.of(back)).isEqualTo(StoredRows.of(source));
        }
    }
}
