/** What is stored of a key: the hashing adapters, made by {@code SecretHashing} as {@code HashingSettings} say. */
@NullMarked
package io.deviceregistration.persistence.hashing;

import org.jspecify.annotations.NullMarked;
