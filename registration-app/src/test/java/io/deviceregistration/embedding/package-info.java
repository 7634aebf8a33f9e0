/** Small backends that embed device registration, as other teams would write them. What the README shows is their code. */
@NullMarked
package io.deviceregistration.embedding;

import org.jspecify.annotations.NullMarked;
