/** What the domain's values share: how text is checked, and how a bad value is reported. */
@NullMarked
package io.deviceregistration.core.value;

import org.jspecify.annotations.NullMarked;
