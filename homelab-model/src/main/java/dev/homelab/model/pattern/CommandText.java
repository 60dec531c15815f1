// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.pattern;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a list of words that may also be written as one text, which is split as Compose splits a command. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface CommandText {}
