package io.deviceregistration.embedding;

import io.deviceregistration.core.device.Device;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where {@link SpringService} takes readings; {@link DeviceKeyFilter} says whose they are. */
@RestController
class IngestController {

    private final JdbcClient database;

    IngestController(JdbcClient database) {
        this.database = database;
    }

    @PostMapping("/v1/ingest")
    void ingest(@RequestAttribute Device device, @RequestBody String reading) {
        database.sql("INSERT INTO readings (tenant, device, reading) VALUES (?, ?, ?)")
                .params(device.tenant().value(), device.id().value(), reading)
                .update();
    }
}
