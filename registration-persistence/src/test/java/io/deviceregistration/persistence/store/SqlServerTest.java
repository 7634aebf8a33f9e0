package io.deviceregistration.persistence.store;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Runs on the SQL Server database that the environment names by {@code REGISTRATION_TEST_MSSQL_URL}, {@code _USER} and
 * {@code _PASSWORD}, and is reported as skipped where it names none. All that the store keeps there is deleted.
 */
@EnabledIfEnvironmentVariable(
        named = SqlServerTest.VARIABLES + "URL",
        matches = ".+",
        disabledReason = "REGISTRATION_TEST_MSSQL_URL names no SQL Server to test on")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface SqlServerTest {

    String VARIABLES = "REGISTRATION_TEST_MSSQL_";
}
