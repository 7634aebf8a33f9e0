/** What can go wrong below the domain: faults that no caller could have prevented. */
@NullMarked
package io.deviceregistration.core.fault;

import org.jspecify.annotations.NullMarked;
