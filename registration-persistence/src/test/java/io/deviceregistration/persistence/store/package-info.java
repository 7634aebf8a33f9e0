@NullMarked
package io.deviceregistration.persistence.store;

import org.jspecify.annotations.NullMarked;
