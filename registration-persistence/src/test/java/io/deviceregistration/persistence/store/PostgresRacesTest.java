package io.deviceregistration.persistence.store;

/** Races through the use cases on PostgreSQL. */
final class PostgresRacesTest extends RacingLives {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.onEmptiedPostgres();
    }
}
