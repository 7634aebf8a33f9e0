/** What tests of several packages need. */
@NullMarked
package io.deviceregistration.persistence;

import org.jspecify.annotations.NullMarked;
