/** Tests of the packaged app as its users run it: a process of its own, talked to by HTTP, its streams and signals. */
@NullMarked
package io.deviceregistration.app.process;

import org.jspecify.annotations.NullMarked;
