/**
 * The rules that the modules keep among themselves and inside. A rule is a static method of a class named {@code …Rules};
 * its name is its sentence, its {@link io.deviceregistration.architecture.BrokenBy} names the classes that prove that it
 * bites, and its parameter says where the parts lie, so that the same rule can be held against this project and against a
 * fixture that mirrors it under a package of its own.
 */
@NullMarked
package io.deviceregistration.architecture;

import org.jspecify.annotations.NullMarked;
