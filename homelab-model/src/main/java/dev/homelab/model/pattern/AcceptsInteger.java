// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.pattern;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a single text that may be written as a whole number without quotes, for it can be nothing but that number. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AcceptsInteger {

    /** The least number that its form allows. */
    int least();

    /** The greatest one. */
    int most();
}
