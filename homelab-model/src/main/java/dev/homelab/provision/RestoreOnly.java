// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A component of a {@link Resource} that is remembered to put the thing back from, and that does not decide whether two are
 * equal: the id of an image that runs, which nothing in a catalog can know. It is in the journal and in no list of
 * differences. A record with such a component excludes it from {@code equals} and {@code hashCode}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD})
public @interface RestoreOnly {}
