/**
 * Device registration without any technology: values, ports and use cases.
 *
 * <p>Inside a feature's package, values know nothing else, ports know values, and use cases know both. Time and
 * randomness enter as {@link java.time.Clock} and {@link java.security.SecureRandom}, so these two need no port of
 * their own.
 */
@NullMarked
package io.deviceregistration.core;

import org.jspecify.annotations.NullMarked;
