/**
 * The HTTP API: routes that decode a request, call one use case and encode its result. Every error is a problem document
 * (RFC 9457).
 */
@NullMarked
package io.deviceregistration.http;

import org.jspecify.annotations.NullMarked;
