/** Provisioning keys: what an appliance registers with. */
@NullMarked
package io.deviceregistration.core.provisioningkey;

import org.jspecify.annotations.NullMarked;
