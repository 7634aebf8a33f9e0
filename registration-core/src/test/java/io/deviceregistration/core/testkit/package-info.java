/**
 * Proves adapters of the core's ports, and stands in for them in tests.
 *
 * <p>An adapter proves itself by extending the contract of its port and giving it a fresh, empty store for each test:
 *
 * <pre>{@code
 * final class CassandraDeviceRepositoryTest extends DeviceRepositoryContract {
 *
 *     @Override
 *     protected Stores createStores() {
 *         Session session = Cassandra.freshKeyspace();
 *         return new Stores(
 *                 new CassandraProvisioningKeyStore(session),
 *                 new CassandraDeviceRepository(session),
 *                 new CassandraAuditLog(session));
 *     }
 * }
 * }</pre>
 *
 * <p>An adapter of a store that several processes share overrides {@code openAgain} too; then the contract also watches
 * one instance through another, and runs its races across both. A contract is met when every test passes; none may be
 * overridden. Whatever a contract's test demands stands in the Javadoc of the port.
 *
 * <p>Code that needs a port rather than being one takes {@link io.deviceregistration.core.testkit.InMemoryStores}, which
 * meets the contracts, the samples as data, and {@link io.deviceregistration.core.testkit.MutableClock} as time.
 *
 * <p>The kit comes as the {@code test-jar} of {@code registration-core}. It needs JUnit Jupiter's API and AssertJ, which
 * its user declares, as Maven passes on nothing of test scope.
 */
@NullMarked
package io.deviceregistration.core.testkit;

import org.jspecify.annotations.NullMarked;
