package io.deviceregistration.persistence.store;

import java.util.Comparator;
import java.util.UUID;

/** In which order rows are locked by whoever locks several, so that no two wait for each other. */
final class LockOrder {

    /**
     * For the ids of devices. Sorted here, as each database sorts UUIDs in its own way. Whoever locks one device's row
     * waits for no other device's.
     */
    static final Comparator<UUID> DEVICES = Comparator.naturalOrder();

    private LockOrder() {}
}
