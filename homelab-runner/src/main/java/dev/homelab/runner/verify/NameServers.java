// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Check;
import dev.homelab.provision.Check.NameAnswers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Finds DNS servers that do not answer the machine that runs this, once for each instead of once for each name. */
public final class NameServers {

    private NameServers() {}

    /**
     * Asks each of the servers that visitors are to get answers from for one name, whatever the answer.
     *
     * @param target the name of the target that they belong to
     * @return a problem for each server that is silent
     */
    public static List<Problem> silent(String target, List<Check> expectations) {
        Map<String, NameAnswers> servers = new LinkedHashMap<>();
        for (Check expectation : expectations) {
            if (expectation instanceof NameAnswers name) {
                servers.putIfAbsent(NameProbe.server(name), name);
            }
        }
        return servers.values().stream()
                .filter(Predicate.not(NameProbe::isAwake))
                .map(name -> problem(Where.target(target, ""), NameProbe.server(name)))
                .toList();
    }

    static Problem problem(Where where, String server) {
        return new Problem(
                "DNS server does not answer",
                where,
                "no DNS answer from %s to this machine, so it could not be verified that names lead to their services."
                        .formatted(server),
                "allow this machine to send DNS queries there (UDP), or correct \"dnsHost\" and \"dnsPort\" in the inventory.");
    }
}
