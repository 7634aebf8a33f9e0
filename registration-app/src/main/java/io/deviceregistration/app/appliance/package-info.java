/**
 * The appliance's side: registers a device with a server, once, whatever happens on the way. Knows nothing of the app's own
 * settings and database.
 */
@NullMarked
package io.deviceregistration.app.appliance;

import org.jspecify.annotations.NullMarked;
