package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deviceregistration.core.device.DeviceRepository;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.fault.StorageUnavailableException;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a group, the second transaction, that comes to grief in a way of this process's own. */
@Timeout(60)
final class GroupedRegistrationsTest {

    private static final Registration REGISTERED = new Registration.Registered();

    /** A writing lock by which a test lets one transaction after another in. */
    private static final class Gate extends ReentrantLock {

        private static final long serialVersionUID = 1L;

        private static final int GROUP = 2;

        private final Semaphore open = new Semaphore(0);
        private boolean refusesGroup;
        private boolean killsLeader;
        private int entered;
        private int left;

        @Override
        public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
            open.acquire();
            lock();
            if (++entered == GROUP && refusesGroup) {
                unlock();
                return false;
            }
            return true;
        }

        @Override
        public void unlock() {
            int leaving = ++left;
            super.unlock();
            if (leaving == GROUP && killsLeader) {
                throw new StackOverflowError("after the commit");
            }
        }
    }

    private final Gate gate = new Gate();
    private final TestDatabase database = TestDatabase.inMemory();
    private final OwnConnections connections = OwnConnections.forCalls(database.settings());

    @AfterEach
    void close() {
        connections.close();
        database.close();
    }

    @Test
    void only_the_leader_fails_if_it_is_interrupted() throws Exception {
        List<Caller<Registration>> callers = waiting(4);
        Caller<Registration> leader = callers.get(1);
        gate.open.release();
        assertThat(callers.get(0).result()).isEqualTo(REGISTERED);
        leader.awaitLeading();
        leader.thread().interrupt();
        assertThatExceptionOfType(StorageUnavailableException.class).isThrownBy(leader::result);
        gate.open.release(2);
        assertThat(Caller.results(callers.subList(2, 4))).containsOnly(REGISTERED);
        assertStored(3);
    }

    @ParameterizedTest(name = "with a key for {0}")
    @ValueSource(ints = {4, 5})
    void the_others_find_that_they_are_registered_if_the_leader_dies_after_the_commit(int limit) throws Exception {
        gate.killsLeader = true;
        List<Caller<Registration>> callers = waiting(limit);
        gate.open.release(4);
        assertThat(callers.get(0).result()).isEqualTo(REGISTERED);
        assertThatThrownBy(() -> callers.get(1).result()).isInstanceOf(StackOverflowError.class);
        assertThat(Caller.results(callers.subList(2, 4))).containsOnly(REGISTERED);
        assertStored(4);
    }

    @Test
    void none_of_them_is_tried_again_if_the_failure_took_its_time() throws Exception {
        gate.refusesGroup = true;
        List<Caller<Registration>> callers = waiting(4);
        gate.open.release(4);
        assertThat(callers.get(0).result()).isEqualTo(REGISTERED);
        for (Caller<Registration> caller : callers.subList(1, 4)) {
            assertThatExceptionOfType(StorageUnavailableException.class)
                    .isThrownBy(caller::result)
                    .withMessage("the database can't serve the call just now");
        }
        assertThat(gate.entered).isEqualTo(Gate.GROUP);
        assertStored(1);
    }

    /** Four that came in this order and wait at the gate, the first, and for their turn. */
    private List<Caller<Registration>> waiting(int limit) {
        HashedProvisioningKey key =
                SampleProvisioningKey.of("demo").limit(limit).build();
        database.open().provisioningKeys().insert(key, SampleAttribution.any());
        Transactions transactions = new Transactions(connections, Jdbi.create(connections), gate);
        DeviceRepository devices = new JdbiDeviceRepository(transactions, connections.dialect());
        return Stream.generate(() -> SampleDevice.with(key.key()).build())
                .limit(4)
                .map((HashedDevice device) -> Caller.start(() -> devices.register(device, SampleAttribution.any())))
                .toList();
    }

    private void assertStored(int number) {
        assertThat(database.count("SELECT COUNT(*) FROM devices")).isEqualTo(number);
        assertThat(database.count("SELECT registrations FROM edge_provisioning_keys"))
                .isEqualTo(number);
        assertThat(database.count("SELECT COUNT(*) FROM audit_events WHERE action = 'device_registered'"))
                .isEqualTo(number);
    }
}
