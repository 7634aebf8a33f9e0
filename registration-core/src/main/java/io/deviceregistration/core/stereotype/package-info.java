/** Marks for the two roles that other modules may or may not know: ports and use cases. */
@NullMarked
package io.deviceregistration.core.stereotype;

import org.jspecify.annotations.NullMarked;
