// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.problem.Problem;
import dev.homelab.provision.TargetException;

/** A host that does not answer: what it was asked to do may have happened or not. */
final class UnreachableHostException extends TargetException {

    private static final long serialVersionUID = 1L;

    UnreachableHostException(Problem problem) {
        super(problem);
    }
}
