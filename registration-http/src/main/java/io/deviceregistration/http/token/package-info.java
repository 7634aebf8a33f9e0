/** Who an administrator's bearer token stands for. */
@NullMarked
package io.deviceregistration.http.token;

import org.jspecify.annotations.NullMarked;
