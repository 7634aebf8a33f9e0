/** The standalone app: its command line and settings, and the one place where all parts are put together. */
@NullMarked
package io.deviceregistration.app;

import org.jspecify.annotations.NullMarked;
