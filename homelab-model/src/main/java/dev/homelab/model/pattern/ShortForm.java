// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.pattern;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a record that is written as the value of one of its components when it says nothing else. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ShortForm {

    /** The name of that component. */
    String value();
}
