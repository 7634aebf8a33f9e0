package io.deviceregistration.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceFilter;
import io.deviceregistration.core.device.DeviceNamePrefix;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.RegisteredSince;
import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.page.Position;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The part of {@link DeviceRepositoryContract} about lists. */
abstract class ListingDevices extends RegisteringDevices {

    @Test
    void lists_nothing_for_a_tenant_without_devices() {
        registered(
                SampleDevice.with(inserted(SampleProvisioningKey.of("globex")).key()));

        assertThat(devices.list(ACME, DeviceFilter.ALL, PageRequest.first(1))).isEqualTo(new Page<>(List.of(), null));
    }

    @Test
    void lists_devices_with_every_field() {
        Device full = registered(SampleDevice.with(key)
                        .registeredAt(REGISTERED_AT.plusMillis(1))
                        .location("Hall 3")
                        .type("gateway")
                        .attributes(Map.of("serial", "0042", "🔑", "🙂"))
                        .status(DeviceStatus.DISABLED)
                        .lastSeenAt(REGISTERED_AT.plusMillis(2)))
                .device();
        Device plain = registered(SampleDevice.with(key)).device();

        assertThat(all(DeviceFilter.ALL)).containsExactly(full, plain);
    }

    @Test
    void lists_no_device_of_another_tenant() {
        registered(SampleDevice.with(key).name("pump"));
        List<DeviceFilter> filters = List.of(
                DeviceFilter.ALL,
                named("pump"),
                new DeviceFilter(key.id(), null, null, null),
                new DeviceFilter(null, DeviceStatus.ACTIVE, null, null),
                new DeviceFilter(null, null, null, new RegisteredSince(REGISTERED_AT)));

        for (TenantId other : OTHERS) {
            for (DeviceFilter filter : filters) {
                assertThat(devices.list(other, filter, PageRequest.first(10)).items())
                        .as("%s for %s", filter, other)
                        .isEmpty();
            }
        }
    }

    @Test
    void lists_the_newest_device_first_to_the_millisecond() {
        for (long millis : List.of(2L, 1000L, 0L, 999L, 1L, 1001L)) {
            registered(SampleDevice.with(key).registeredAt(REGISTERED_AT.plusMillis(millis)));
        }

        assertThat(all(DeviceFilter.ALL))
                .extracting(device -> device.registeredAt().toEpochMilli() - REGISTERED_AT.toEpochMilli())
                .containsExactly(1001L, 1000L, 999L, 2L, 1L, 0L);
    }

    @Test
    void lists_devices_of_one_moment_always_in_the_same_order() {
        List<Device> registered = new ArrayList<>();
        for (int count = 0; count < 23; count++) {
            registered.add(registered(SampleDevice.with(key)).device());
        }
        List<Device> all = all(DeviceFilter.ALL);

        assertThat(all).containsExactlyInAnyOrderElementsOf(registered);
        for (int limit : List.of(1, 2, 7, 22, 23, 24, PageRequest.MAX_LIMIT)) {
            assertThat(inPagesOf(limit, DeviceFilter.ALL))
                    .as("in pages of %s", limit)
                    .isEqualTo(all);
        }
    }

    @Test
    void lists_every_device_once_at_any_length_of_page() {
        ProvisioningKey theirs = inserted(SampleProvisioningKey.of("globex")).key();
        for (int count = 0; count < 30; count++) {
            registered(SampleDevice.with(key).registeredAt(REGISTERED_AT.plusMillis(count / 4)));
            registered(SampleDevice.with(theirs).registeredAt(REGISTERED_AT.plusMillis(count / 4)));
        }
        List<Device> all = all(DeviceFilter.ALL);

        assertThat(all)
                .hasSize(30)
                .isSortedAccordingTo(Comparator.comparing(Device::registeredAt).reversed());
        for (int limit : List.of(1, 2, 3, 4, 10, 29, 30, 31)) {
            assertThat(inPagesOf(limit, DeviceFilter.ALL))
                    .as("in pages of %s", limit)
                    .isEqualTo(all);
        }
    }

    @Test
    void says_where_a_page_ended_and_that_the_last_is_the_last() {
        registered(SampleDevice.with(key));
        registered(SampleDevice.with(key).registeredAt(REGISTERED_AT.plusMillis(1)));

        Page<Device> first = devices.list(ACME, DeviceFilter.ALL, PageRequest.first(1));
        Device last = first.items().get(0);
        assertThat(first.next())
                .isEqualTo(new Position(last.registeredAt(), last.id().value()));
        assertThat(devices.list(ACME, DeviceFilter.ALL, new PageRequest(1, first.next()))
                        .next())
                .isNull();
        assertThat(devices.list(ACME, DeviceFilter.ALL, PageRequest.first(2)).next())
                .isNull();
    }

    @Test
    void neither_repeats_nor_skips_a_device_while_others_are_added() {
        for (int count = 0; count < 12; count++) {
            registered(SampleDevice.with(key).registeredAt(REGISTERED_AT.plusMillis(count / 3)));
        }
        List<Device> before = all(DeviceFilter.ALL);

        List<Device> read = Paging.readAll(
                5,
                page -> devices.list(ACME, DeviceFilter.ALL, page),
                () -> Stream.of(-1, 0, 1, 2, 3, 4)
                        .forEach(millis ->
                                registered(SampleDevice.with(key).registeredAt(REGISTERED_AT.plusMillis(millis)))));

        assertThat(read).filteredOn(before::contains).isEqualTo(before);
    }

    @Test
    void lists_the_devices_of_one_provisioning_key() {
        ProvisioningKey another = inserted(SampleProvisioningKey.of("acme")).key();
        Device ofOne = registered(SampleDevice.with(key)).device();
        Device ofAnother = registered(SampleDevice.with(another)).device();

        assertThat(all(new DeviceFilter(key.id(), null, null, null))).containsExactly(ofOne);
        assertThat(all(new DeviceFilter(another.id(), null, null, null))).containsExactly(ofAnother);
        assertThat(all(new DeviceFilter(new ProvisioningKeyId(UUID.randomUUID()), null, null, null)))
                .isEmpty();
    }

    @Test
    void lists_devices_by_status() {
        Device active = registered(SampleDevice.with(key)).device();
        Device disabled = registered(SampleDevice.with(key)).device();
        Device enabledAgain = registered(SampleDevice.with(key).registeredAt(REGISTERED_AT.minusMillis(1)))
                .device();
        devices.changeStatus(ACME, disabled.id(), DeviceStatus.DISABLED, SampleAttribution.any());
        devices.changeStatus(ACME, enabledAgain.id(), DeviceStatus.DISABLED, SampleAttribution.any());
        devices.changeStatus(ACME, enabledAgain.id(), DeviceStatus.ACTIVE, SampleAttribution.any());

        assertThat(all(new DeviceFilter(null, DeviceStatus.ACTIVE, null, null)))
                .extracting(Device::id)
                .containsExactly(active.id(), enabledAgain.id());
        assertThat(all(new DeviceFilter(null, DeviceStatus.DISABLED, null, null)))
                .extracting(Device::id)
                .containsExactly(disabled.id());
    }

    @Test
    void lists_devices_that_registered_since_a_time_to_the_millisecond() {
        ProvisioningKey another = inserted(SampleProvisioningKey.of("acme")).key();
        for (ProvisioningKey with : List.of(key, another, key)) {
            for (long millis : List.of(-1000L, -1L, 0L, 1L, 1000L)) {
                registered(SampleDevice.with(with).registeredAt(REGISTERED_AT.plusMillis(millis)));
            }
        }
        List<Device> all = all(DeviceFilter.ALL);

        for (long millis : List.of(-1001L, -1L, 0L, 1L, 2L, 1000L, 1001L)) {
            RegisteredSince since = new RegisteredSince(REGISTERED_AT.plusMillis(millis));
            List<Device> expected = all.stream()
                    .filter(device -> !device.registeredAt().isBefore(since.at()))
                    .toList();
            for (int limit : List.of(1, 2, 5, 50)) {
                assertThat(inPagesOf(limit, new DeviceFilter(null, null, null, since)))
                        .as("since %s in pages of %s", since, limit)
                        .isEqualTo(expected);
                assertThat(inPagesOf(limit, new DeviceFilter(key.id(), null, null, since)))
                        .as("since %s in pages of %s", since, limit)
                        .isEqualTo(expected.stream()
                                .filter(device -> device.provisioningKey().equals(key.id()))
                                .toList());
            }
        }
    }

    @Test
    void lists_devices_by_the_beginning_of_their_name_without_regard_to_case() {
        names(
                "pump", "Pump 1", "PUMPE", "pum", "a pump", "Straße", "ΟΔΟΣΤΑ", "ΟΔΟΣ 1", "🙂 one", "🙃 two", "ÉCLAIR",
                "ecu");

        assertThat(beginning("pump")).containsExactlyInAnyOrder("pump", "Pump 1", "PUMPE");
        assertThat(beginning("PUMP ")).containsExactly("Pump 1");
        assertThat(beginning("pump 1")).containsExactly("Pump 1");
        assertThat(beginning("pump 12")).isEmpty();
        assertThat(beginning("strass")).containsExactly("Straße");
        assertThat(beginning("ΟΔΟΣ")).containsExactlyInAnyOrder("ΟΔΟΣΤΑ", "ΟΔΟΣ 1");
        assertThat(beginning("οδος")).containsExactlyInAnyOrder("ΟΔΟΣΤΑ", "ΟΔΟΣ 1");
        assertThat(beginning("🙂")).containsExactly("🙂 one");
        assertThat(beginning("é")).containsExactly("ÉCLAIR");
        assertThat(beginning("e")).containsExactly("ecu");
        assertThat(beginning(" ")).isEmpty();
        assertThat(beginning("ｐ")).isEmpty();
    }

    @Test
    void takes_wildcards_in_the_beginning_of_a_name_literally() {
        List<String> special =
                List.of("%", "_", "[", "]", "\\", "^", "-", "!", "#", "~", "*", "?", "'", "\"", "{", "|");
        for (String character : special) {
            names("a" + character + "b");
        }
        names("a", "ab", "axb", "a[b]c", "a[^x]c", "abc", "a\\%c", "%", "_");

        for (String character : special) {
            assertThat(beginning("a" + character + "b"))
                    .as("beginning with a%sb", character)
                    .contains("a" + character + "b")
                    .allMatch(name -> name.startsWith("a" + character + "b"));
        }
        assertThat(beginning("a%")).containsExactly("a%b");
        assertThat(beginning("a_")).containsExactly("a_b");
        assertThat(beginning("a[b]")).containsExactly("a[b]c");
        assertThat(beginning("a[^")).containsExactly("a[^x]c");
        assertThat(beginning("a\\")).containsExactlyInAnyOrder("a\\b", "a\\%c");
        assertThat(beginning("a\\%")).containsExactly("a\\%c");
        assertThat(beginning("%")).containsExactly("%");
        assertThat(beginning("_")).containsExactly("_");
        assertThat(beginning("%".repeat(128))).isEmpty();
    }

    @Test
    void lists_devices_by_beginnings_of_the_greatest_length() {
        for (String text : List.of("ΐ".repeat(128), "%".repeat(128), "[".repeat(128), "🙂".repeat(128))) {
            names(text);
            assertThat(beginning(text)).containsExactly(text);
        }
    }

    @Test
    void lists_devices_that_meet_every_condition() {
        ProvisioningKey another = inserted(SampleProvisioningKey.of("acme")).key();
        int count = 0;
        for (ProvisioningKey with : List.of(key, another)) {
            for (DeviceStatus status : DeviceStatus.values()) {
                for (String name : List.of("pump ", "fan ")) {
                    for (int copy = 0; copy < 3; copy++) {
                        registered(SampleDevice.with(with)
                                .status(status)
                                .name(name + count)
                                .registeredAt(REGISTERED_AT.plusMillis(count++ % 5)));
                    }
                }
            }
        }
        List<Device> all = all(DeviceFilter.ALL);
        List<Device> expected = all.stream()
                .filter(device -> device.provisioningKey().equals(key.id()))
                .filter(device -> device.status() == DeviceStatus.DISABLED)
                .filter(device -> device.name().value().startsWith("pump"))
                .filter(device -> device.registeredAt().isAfter(REGISTERED_AT.plusMillis(1)))
                .toList();
        DeviceFilter filter = new DeviceFilter(
                key.id(),
                DeviceStatus.DISABLED,
                new DeviceNamePrefix("PUMP"),
                new RegisteredSince(REGISTERED_AT.plusMillis(2)));

        assertThat(all).hasSize(24);
        assertThat(expected).hasSize(2);
        for (int limit : List.of(1, 2, 3, 50)) {
            assertThat(inPagesOf(limit, filter)).as("in pages of %s", limit).isEqualTo(expected);
        }
    }

    private void names(String... names) {
        for (String name : names) {
            registered(SampleDevice.with(key).name(name));
        }
    }

    private List<String> beginning(String prefix) {
        return all(named(prefix)).stream().map(device -> device.name().value()).toList();
    }

    private static DeviceFilter named(String prefix) {
        return new DeviceFilter(null, null, new DeviceNamePrefix(prefix), null);
    }

    private List<Device> all(DeviceFilter filter) {
        return devices.list(ACME, filter, PageRequest.first(PageRequest.MAX_LIMIT))
                .items();
    }

    private List<Device> inPagesOf(int limit, DeviceFilter filter) {
        return Paging.readAll(limit, page -> devices.list(ACME, filter, page));
    }
}
