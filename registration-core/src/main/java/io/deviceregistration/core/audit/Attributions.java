package io.deviceregistration.core.audit;

import io.deviceregistration.core.key.KeyGenerator;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.ClientAddress;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Attributes changes that are made now. As thread-safe as the generator and the clock that it is made of. */
public final class Attributions {

    private final KeyGenerator generator;
    private final Clock clock;

    public Attributions(KeyGenerator generator, Clock clock) {
        this.generator = generator;
        this.clock = Clock.tick(clock, Duration.ofMillis(1));
    }

    /** A change that the administrator makes. */
    public Attribution to(Administrator administrator) {
        return to(Actor.administrator(administrator.subject()), administrator.address());
    }

    /** A change that is made with a key. */
    public Attribution to(Actor actor, @Nullable ClientAddress from) {
        return new Attribution(new AuditEventId(generator.newId()), clock.instant(), actor, from);
    }
}
