package io.deviceregistration.app.benchmark;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param rounds how often the app and its floor are measured in turns
 * @param time how long each of them
 * @param warmUp how long each of them before
 * @param devices how many devices come for the first time
 */
record Plan(int rounds, Duration time, Duration warmUp, int devices) {}
