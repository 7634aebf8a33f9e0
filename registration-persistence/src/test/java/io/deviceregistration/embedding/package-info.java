/** A backend of another make, as a team would write it that embeds the store. What the README shows of it is this code. */
@NullMarked
package io.deviceregistration.embedding;

import org.jspecify.annotations.NullMarked;
