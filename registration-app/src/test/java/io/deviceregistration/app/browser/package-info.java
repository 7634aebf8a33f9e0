/** The administrators' page in a real browser, beside the app and over real HTTP. */
@NullMarked
package io.deviceregistration.app.browser;

import org.jspecify.annotations.NullMarked;
