// SPDX-License-Identifier: Apache-2.0
package dev.homelab.spi;

import dev.homelab.model.value.SecretRef;
import dev.homelab.problem.Where;

/** Finds secrets where references say they are. Each secret that is found is masked in whatever the run prints, sends or keeps. */
@FunctionalInterface
public interface SecretResolver {

    /**
     * Returns a secret, without the white space around it.
     *
     * @param where what to point at when it is not there
     * @throws dev.homelab.provision.TargetException if it is not there, is empty, or has more than one line
     */
    String resolve(SecretRef reference, Where where);
}
