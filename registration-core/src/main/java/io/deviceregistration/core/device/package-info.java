/** Devices: registering them, recognising them by their device key, looking after them. */
@NullMarked
package io.deviceregistration.core.device;

import org.jspecify.annotations.NullMarked;
