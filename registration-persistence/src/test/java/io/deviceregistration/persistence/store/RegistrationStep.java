package io.deviceregistration.persistence.store;

import io.deviceregistration.persistence.tds.Rule;
import io.deviceregistration.persistence.tds.ScriptedTdsServer;

/** The parts of a registration at which something may go wrong. */
enum RegistrationStep {
    UPDATE,
    INSERT,
    AUDIT,
    COMMIT;

    /** A rule for this step. */
    Rule of(ScriptedTdsServer server) {
        return switch (this) {
            case UPDATE -> server.when("UPDATE edge_provisioning_keys");
            case INSERT -> server.when("INSERT INTO devices");
            case AUDIT -> server.when("INSERT INTO audit_events");
            case COMMIT -> server.whenCommit();
        };
    }
}
