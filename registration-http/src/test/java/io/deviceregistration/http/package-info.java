@NullMarked
package io.deviceregistration.http;

import org.jspecify.annotations.NullMarked;
