/** Reading a long list piece by piece. */
@NullMarked
package io.deviceregistration.core.page;

import org.jspecify.annotations.NullMarked;
