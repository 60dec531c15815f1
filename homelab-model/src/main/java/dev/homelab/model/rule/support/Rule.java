// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.support;

import dev.homelab.model.Catalog;
import dev.homelab.problem.Problem;
import java.util.List;

/** Something that must hold across the records of a catalog. Pure. */
@FunctionalInterface
public interface Rule {

    /** Returns a problem for each place where it does not hold. */
    List<Problem> check(Catalog catalog);
}
