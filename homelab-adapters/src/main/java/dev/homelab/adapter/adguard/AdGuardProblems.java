// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.adguard;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;

/**
 * What may keep an AdGuard Home from being used, each with its way out.
 *
 * @param where the AdGuard Home
 */
record AdGuardProblems(Where where) {

    Problem wrongPassword() {
        return problem(
                "sign-in refused",
                "AdGuard Home does not take the user and password. After five wrong ones it takes none from this machine for fifteen minutes,"
                        + " not even the right ones.",
                "correct \"user\" in the inventory, and the password where \"password\" points; then wait a quarter of an hour, or restart"
                        + " AdGuard Home.");
    }

    Problem tooManySignIns() {
        return problem(
                "too many sign-ins",
                "AdGuard Home takes no sign-in from this machine for a while, since wrong passwords came from it.",
                "find out what else signs in there, and run this again in a quarter of an hour, or restart AdGuard Home.");
    }

    Problem noList() {
        return problem(
                "records not shown",
                "AdGuard Home answers without a list of its rewrites, so the ones added by hand could not be kept.",
                "see that \"url\" in the inventory leads to AdGuard Home itself.");
    }

    Problem notInForce() {
        return problem(
                "rewrites not in force",
                "all DNS rewrites of AdGuard Home are switched off, so no name of a service is answered.",
                "switch them on under Filters, DNS rewrites.");
    }

    Problem taken(String domain, String answer) {
        return problem(
                "name taken meanwhile",
                "the rewrite of \"%s\" to \"%s\" was added since this was planned.".formatted(domain, answer),
                "delete that rewrite or give the service another hostname, and run this again.");
    }

    private Problem problem(String summary, String detail, String fix) {
        return new Problem(summary, where, detail, fix);
    }
}
