package io.deviceregistration.core.testkit;

import io.deviceregistration.core.audit.Actor;
import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.Attributions;
import io.deviceregistration.core.audit.AuditEventId;
import io.deviceregistration.core.key.KeyGenerator;
import io.deviceregistration.core.tenant.ClientAddress;
import io.deviceregistration.core.tenant.Subject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Attributes a test's changes, each under an id of its own. */
public final class SampleAttribution {

    private SampleAttribution() {}

    /** To somebody, at some time. */
    public static Attribution any() {
        return at(SampleDevice.REGISTERED_AT);
    }

    /** To somebody, at this time. */
    public static Attribution at(Instant at) {
        return of(Actor.administrator(new Subject("ada")), at);
    }

    /** What attributes changes to whoever makes them, by this clock. */
    public static Attributions by(Clock clock) {
        return new Attributions(new KeyGenerator(new SecureRandom()), clock);
    }

    /** To this actor, at this time, from a documentation network's address. */
    public static Attribution of(Actor actor, Instant at) {
        return new Attribution(new AuditEventId(UUID.randomUUID()), at, actor, new ClientAddress("2001:db8::7"));
    }
}
