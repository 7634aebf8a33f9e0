@NullMarked
package io.deviceregistration.http.token;

import org.jspecify.annotations.NullMarked;
