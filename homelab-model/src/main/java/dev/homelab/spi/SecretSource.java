// SPDX-License-Identifier: Apache-2.0
package dev.homelab.spi;

import dev.homelab.model.value.SecretRef;
import dev.homelab.problem.Where;
import java.util.Map;

/**
 * Where secrets of one scheme are found, such as {@code env:} or {@code file:}.
 *
 * <p>Implement it with a public class that has a public constructor without parameters, and name that class in {@code
 * META-INF/services/dev.homelab.spi.SecretSource} of its jar.
 */
public interface SecretSource {

    /** Returns what stands before the colon of a reference: lower-case letters, digits and hyphens. */
    String scheme();

    /** Returns whether it runs programs that definitions name; then it is refused where no code of definitions runs. */
    default boolean runsPrograms() {
        return false;
    }

    /**
     * Finds a secret.
     *
     * @param reference whose {@link SecretRef#location} says where it is
     * @param environment the environment variables of the run
     * @param where what to point at when it is not there
     * @throws dev.homelab.provision.TargetException if it is not there; no message has any part of a secret
     */
    String find(SecretRef reference, Map<String, String> environment, Where where);
}
