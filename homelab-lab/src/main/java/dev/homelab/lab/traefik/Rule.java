// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.traefik;

/** What a request must be like for a router to take it. */
@FunctionalInterface
interface Rule {

    boolean matches(Visit visit);

    default Rule and(Rule other) {
        return visit -> matches(visit) && other.matches(visit);
    }

    default Rule or(Rule other) {
        return visit -> matches(visit) || other.matches(visit);
    }

    default Rule not() {
        return visit -> !matches(visit);
    }
}
