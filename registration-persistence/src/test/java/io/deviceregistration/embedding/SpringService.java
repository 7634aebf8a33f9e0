package io.deviceregistration.embedding;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.persistence.hashing.HashingSettings;
import io.deviceregistration.persistence.hashing.SecretHashing;
import io.deviceregistration.persistence.store.DatabaseStore;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.liquibase.LiquibaseAutoConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/**
 * A service with a web server, a pool and migrations of its own; what devices send goes into a table of its own. Its
 * migrations are Flyway's, so Spring Boot must not look for a changelog just because Liquibase is there.
 */
@SpringBootApplication(exclude = LiquibaseAutoConfiguration.class)
class SpringService {

    @Bean
    @DependsOnDatabaseInitialization
    DatabaseStore deviceStore(DataSource dataSource) {
        DatabaseStore store = DatabaseStore.on(dataSource);
        store.requireSchema();
        return store;
    }

    @Bean
    DeviceRegistration deviceRegistration(DatabaseStore store) {
        SecretHasher hasher = SecretHashing.create(HashingSettings.defaults());
        return DeviceRegistration.of(store.provisioningKeys(), store.devices(), store.audit(), hasher);
    }

    @Bean
    FilterRegistrationBean<DeviceKeyFilter> deviceKeys(DeviceRegistration registration) {
        var filter = new FilterRegistrationBean<>(new DeviceKeyFilter(registration));
        filter.addUrlPatterns("/v1/*");
        return filter;
    }
}
