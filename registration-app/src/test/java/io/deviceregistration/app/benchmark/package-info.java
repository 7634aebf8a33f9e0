/**
 * How fast the packaged app is, beside the least programs that could do the same work, measured in the same run: {@link
 * io.deviceregistration.app.benchmark.LoadBenchmark} drives it over HTTP, {@link
 * io.deviceregistration.app.benchmark.DeviceKeyBenchmark} and {@link
 * io.deviceregistration.app.benchmark.HashingBenchmark} time the calls of the library.
 */
@NullMarked
package io.deviceregistration.app.benchmark;

import org.jspecify.annotations.NullMarked;
