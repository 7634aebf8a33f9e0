/** Whose keys and devices they are, and who administers them. */
@NullMarked
package io.deviceregistration.core.tenant;

import org.jspecify.annotations.NullMarked;
