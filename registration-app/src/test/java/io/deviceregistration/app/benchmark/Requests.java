package io.deviceregistration.app.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The requests of appliances, as bytes. Every server is sent the same ones. */
final class Requests {

    /** No other run's on the same database: names are given once. */
    private final String prefix = "gw-" + Long.toString(System.nanoTime(), Character.MAX_RADIX) + "-";

    private final AtomicInteger names = new AtomicInteger();

    /** A device's check; the floor that reads a row takes its id from a header of its own. */
    static byte[] verify(Fleet.Member device) {
        return bytes("GET /api/v1/devices/verify HTTP/1.1\r\nHost: localhost\r\nX-Device-Key: " + device.key() + "\r\n"
                + BareServer.ROW + ": " + device.id() + "\r\n\r\n");
    }

    /** The checks of these devices, over and over. */
    static Supplier<byte @Nullable []> verifyInTurn(List<Fleet.Member> devices) {
        List<byte[]> requests = devices.stream().map(Requests::verify).toList();
        AtomicInteger next = new AtomicInteger();
        return () -> requests.get((next.getAndIncrement() & Integer.MAX_VALUE) % requests.size());
    }

    /** The checks of these devices, each once. */
    static Supplier<byte @Nullable []> verifyOnce(List<Fleet.Member> devices) {
        AtomicInteger next = new AtomicInteger();
        return () -> {
            int i = next.getAndIncrement();
            return i < devices.size() ? verify(devices.get(i)) : null;
        };
    }

    /** A registration under a name that no other one of these requests has. */
    byte[] register(String provisioningKey) {
        String body =
                "{\"name\":\"" + prefix + String.format("%08d", names.incrementAndGet()) + "\",\"type\":\"gateway\"}";
        return bytes("POST /api/v1/devices/register HTTP/1.1\r\nHost: localhost\r\nX-Provisioning-Key: "
                + provisioningKey + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body);
    }

    /** So many registrations. */
    Supplier<byte @Nullable []> register(String provisioningKey, int count) {
        AtomicInteger left = new AtomicInteger(count);
        return () -> left.getAndDecrement() > 0 ? register(provisioningKey) : null;
    }

    static byte[] get(String path) {
        return bytes("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    private static byte[] bytes(String request) {
        return request.getBytes(StandardCharsets.US_ASCII);
    }
}
