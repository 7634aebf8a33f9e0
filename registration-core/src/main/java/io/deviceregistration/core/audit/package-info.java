/** Who did what, when and from where: what is kept of every change to keys and devices. */
@NullMarked
package io.deviceregistration.core.audit;

import org.jspecify.annotations.NullMarked;
