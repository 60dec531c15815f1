// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.pattern;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a record whose mapping by name may be written as a list of names where none of them has settings. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface NamesAlone {}
