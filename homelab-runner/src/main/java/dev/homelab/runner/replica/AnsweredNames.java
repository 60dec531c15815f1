// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.replica;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.homelab.model.value.IpAddress;
import dev.homelab.provision.Check;
import dev.homelab.provision.Check.NameAnswers;
import dev.homelab.provision.Check.NameAnswers.Answer;
import dev.homelab.provision.Check.NameAnswers.RecordType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What visitors get from a name server for the names of services: the addresses that each leads to at last, so that an alias is as good as
 * the addresses of the name that it stands for. Wildcards do not count: a server that has no records for them gets them by hand. Pure.
 */
public record AnsweredNames(Map<String, Answered> byName) {

    /**
     * What one name is answered with.
     *
     * @param said addresses, or the name that it is an alias of
     * @param reached the addresses that it leads to at last; the name that it is an alias of, if the server does not answer for that
     */
    public record Answered(Set<String> said, Set<String> reached) {}

    /** Returns those that a target answers for once it is in line. */
    public static AnsweredNames of(List<Check> checks) {
        Map<String, Set<Answer>> answers = checks.stream()
                .filter(NameAnswers.class::isInstance)
                .map(NameAnswers.class::cast)
                .filter(name -> !name.hostname().isWildcard())
                .collect(
                        toMap(name -> name.hostname().value(), NameAnswers::answers, (one, same) -> one, TreeMap::new));
        Map<String, Answered> byName = new TreeMap<>();
        answers.keySet().forEach(name -> {
            Set<String> found = new TreeSet<>();
            follow(name, answers, found, new TreeSet<>());
            byName.put(name, new Answered(normal(answers.getOrDefault(name, Set.of())), found));
        });
        return new AnsweredNames(byName);
    }

    /** Returns whether every name of another server is answered here as it is there. */
    public boolean cover(AnsweredNames other) {
        return other.byName.entrySet().stream().allMatch(name -> {
            Answered here = byName.get(name.getKey());
            return here != null
                    && (here.said().equals(name.getValue().said())
                            || here.reached().equals(name.getValue().reached()));
        });
    }

    private static void follow(String name, Map<String, Set<Answer>> answers, Set<String> found, Set<String> seen) {
        if (!seen.add(name)) {
            return;
        }
        for (Answer answer : answers.getOrDefault(name, Set.of())) {
            if (answer.type() == RecordType.CNAME && answers.containsKey(answer.value())) {
                follow(answer.value(), answers, found, seen);
            } else {
                found.add(IpAddress.normal(answer.value()));
            }
        }
    }

    private static Set<String> normal(Set<Answer> answers) {
        return answers.stream().map(answer -> IpAddress.normal(answer.value())).collect(toSet());
    }
}
