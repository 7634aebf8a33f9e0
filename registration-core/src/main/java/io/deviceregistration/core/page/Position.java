package io.deviceregistration.core.page;

import java.time.Instant;
import java.util.UUID;

/**
 * Where a page ended: the time and the id of its last row. Lists are in descending order of both; which of two ids comes
 * first is each store's own choice, and always the same in one store.
 */
public record Position(Instant at, UUID id) {}
