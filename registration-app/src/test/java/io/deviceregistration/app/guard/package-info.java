/** Proxies that guard another service with this one, as docs/guard sets them up. */
@NullMarked
package io.deviceregistration.app.guard;

import org.jspecify.annotations.NullMarked;
