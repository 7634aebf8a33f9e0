/**
 * What other teams' jars give the app: a store, a hasher, or who administrators are. The app looks for them by {@link
 * java.util.ServiceLoader} when a setting chooses one by its name.
 */
@NullMarked
package io.deviceregistration.app.adapter;

import org.jspecify.annotations.NullMarked;
