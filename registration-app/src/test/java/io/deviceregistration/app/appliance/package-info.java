/** Tests of the appliance's side, against the whole app in this process. */
@NullMarked
package io.deviceregistration.app.appliance;

import org.jspecify.annotations.NullMarked;
