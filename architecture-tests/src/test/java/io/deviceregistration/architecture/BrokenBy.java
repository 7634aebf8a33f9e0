package io.deviceregistration.architecture;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The classes of a fixture that a rule must report by name. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface BrokenBy {
    Class<?>[] value();
}
