package io.deviceregistration.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.device.DeviceAttributes;
import io.deviceregistration.core.device.DeviceName;
import io.deviceregistration.core.device.DisableDevice;
import io.deviceregistration.core.device.RegisterDevice;
import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.provisioningkey.CreateProvisioningKey;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.persistence.store.CannotOpenStoreException;
import io.deviceregistration.persistence.store.DatabaseKind;
import io.deviceregistration.persistence.store.DatabaseStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The store in a Spring Boot service: its pool, its migrations, its web server. */
@Timeout(120)
final class SpringServiceTest {

    private static final Administrator ALICE = new Administrator(new TenantId("acme"), new Subject("alice"));
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path migrations;

    private static ConfigurableApplicationContext service;
    private static DeviceRegistration registration;

    @BeforeAll
    static void start() throws IOException {
        // Our tests' logging stays as it is.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        Files.writeString(
                migrations.resolve("V1__readings.sql"),
                "CREATE TABLE readings (tenant VARCHAR(64), device UUID, reading VARCHAR(1000));");
        Files.writeString(migrations.resolve("V2__device_registration.sql"), DatabaseStore.schemaSql(DatabaseKind.H2));
        service = service(migrations, WebApplicationType.SERVLET);
        registration = service.getBean(DeviceRegistration.class);
    }

    private static ConfigurableApplicationContext service(Path migrations, WebApplicationType type) {
        return new SpringApplicationBuilder(SpringService.class)
                .web(type)
                .properties(
                        "server.address=127.0.0.1",
                        "server.port=0",
                        "spring.main.banner-mode=off",
                        "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
                        "spring.datasource.hikari.maximum-pool-size=4",
                        "spring.flyway.locations=filesystem:" + migrations)
                .run();
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
        System.clearProperty("org.springframework.boot.logging.LoggingSystem");
    }

    @Test
    void takes_what_devices_send_in_their_tenants_name() throws Exception {
        RegisterDevice.Result.Registered pump = register("pump");

        assertThat(ingest(pump.deviceKey().reveal(), "21.5").statusCode()).isEqualTo(200);

        assertThat(service.getBean(JdbcClient.class)
                        .sql("SELECT reading FROM readings WHERE tenant = ? AND device = ?")
                        .params("acme", pump.device().id().value())
                        .query(String.class)
                        .list())
                .containsExactly("21.5");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"secret", "dvc_"})
    void refuses_who_has_no_device_key(String key) throws Exception {
        assertThat(ingest(key, "1").statusCode()).isEqualTo(401);
    }

    @Test
    void refuses_a_disabled_device() throws Exception {
        RegisterDevice.Result.Registered valve = register("valve");
        registration
                .disableDevice()
                .execute(new DisableDevice.Command(ALICE, valve.device().id()));

        assertThat(ingest(valve.deviceKey().reveal(), "1").statusCode()).isEqualTo(403);
    }

    @Test
    void is_done_whatever_becomes_of_the_transaction_around_it() {
        PlainKey key = transactions().execute(status -> {
            status.setRollbackOnly();
            return provisioningKey();
        });

        assertThat(registration.registerDevice().execute(registration("gate", key)))
                .isInstanceOf(RegisterDevice.Result.Registered.class);
    }

    @Test
    void never_commits_a_transaction_of_springs() {
        DataSource joining = new TransactionAwareDataSourceProxy(service.getBean(DataSource.class));
        JdbcClient database = service.getBean(JdbcClient.class);
        try (DatabaseStore store = DatabaseStore.on(joining)) {
            transactions().executeWithoutResult(status -> {
                database.sql("INSERT INTO readings (reading) VALUES ('uncommitted')")
                        .update();
                assertThatExceptionOfType(StorageException.class)
                        .isThrownBy(() -> store.devices()
                                .findHashed(register("lamp").device().id()))
                        .withMessageContaining("the pool itself");
                status.setRollbackOnly();
            });
        }
        assertThat(database.sql("SELECT COUNT(*) FROM readings WHERE reading = 'uncommitted'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void does_not_start_without_its_schema(@TempDir Path incomplete) throws IOException {
        Files.copy(migrations.resolve("V1__readings.sql"), incomplete.resolve("V1__readings.sql"));

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> service(incomplete, WebApplicationType.NONE).close())
                .havingRootCause()
                .isInstanceOf(CannotOpenStoreException.class)
                .withMessageContaining("migrate --dry-run");
    }

    private static TransactionTemplate transactions() {
        return new TransactionTemplate(service.getBean(PlatformTransactionManager.class));
    }

    private static RegisterDevice.Result.Registered register(String name) {
        return (RegisterDevice.Result.Registered)
                registration.registerDevice().execute(registration(name, provisioningKey()));
    }

    private static RegisterDevice.Command registration(String name, PlainKey provisioningKey) {
        return new RegisterDevice.Command(
                provisioningKey, new DeviceName(name), null, null, DeviceAttributes.NONE, null, null);
    }

    private static PlainKey provisioningKey() {
        return registration
                .createProvisioningKey()
                .execute(new CreateProvisioningKey.Command(ALICE, new Label("site"), null, null))
                .plainKey();
    }

    private static HttpResponse<String> ingest(String key, String reading) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port") + "/v1/ingest"))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(reading));
        if (key != null) {
            request.header("X-Device-Key", key);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
