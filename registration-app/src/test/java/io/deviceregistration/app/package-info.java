@NullMarked
package io.deviceregistration.app;

import org.jspecify.annotations.NullMarked;
