/** The format of provisioning and device keys, and how they are hashed. */
@NullMarked
package io.deviceregistration.core.key;

import org.jspecify.annotations.NullMarked;
