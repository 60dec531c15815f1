// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import static java.util.stream.Collectors.joining;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Check;
import dev.homelab.provision.Check.NameAnswers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds DNS servers that do not answer the machine that runs this, once for each instead of once for each name. */
public final class NameServers {

    private static final int MOST_NAMES = 5;

    private NameServers() {}

    /**
     * Asks each of the servers that visitors are to get answers from for one name, whatever the answer.
     *
     * @param target the name of the target that they belong to
     * @return a problem for each server that is silent
     */
    public static List<Problem> silent(String target, List<Check> expectations) {
        Map<String, List<NameAnswers>> servers = new LinkedHashMap<>();
        for (Check expectation : expectations) {
            if (expectation instanceof NameAnswers name) {
                servers.computeIfAbsent(NameProbe.server(name), server -> new ArrayList<>())
                        .add(name);
            }
        }
        return servers.entrySet().stream()
                .filter(server -> !NameProbe.isAwake(server.getValue().get(0)))
                .map(server -> problem(Where.target(target, ""), server.getKey(), services(server.getValue())))
                .toList();
    }

    private static String services(List<NameAnswers> names) {
        List<String> services =
                names.stream().map(name -> name.service().value()).distinct().toList();
        String first = services.stream().limit(MOST_NAMES).collect(joining(", "));
        int more = services.size() - MOST_NAMES;
        return more > 0 ? first + " and " + more + " more" : first;
    }

    /**
     * Returns that a server is silent.
     *
     * @param services whose names it is to answer; empty if they are said elsewhere
     */
    static Problem problem(Where where, String server, String services) {
        return new Problem(
                "DNS server does not answer",
                where,
                "no DNS answer from %s to this machine, so it could not be verified that names lead to their services%s."
                        .formatted(server, services.isEmpty() ? "" : ": " + services),
                "allow this machine to send DNS queries there (UDP), or correct \"dnsHost\" and \"dnsPort\" in the inventory.");
    }
}
