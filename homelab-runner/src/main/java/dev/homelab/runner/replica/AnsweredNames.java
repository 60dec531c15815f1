// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.replica;

import static java.util.stream.Collectors.toMap;

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
public record AnsweredNames(Map<String, Set<String>> byName) {

    /** Returns those that a target answers for once it is in line. */
    public static AnsweredNames of(List<Check> checks) {
        Map<String, Set<Answer>> answers = checks.stream()
                .filter(NameAnswers.class::isInstance)
                .map(NameAnswers.class::cast)
                .filter(name -> !name.hostname().isWildcard())
                .collect(
                        toMap(name -> name.hostname().value(), NameAnswers::answers, (one, same) -> one, TreeMap::new));
        Map<String, Set<String>> byName = new TreeMap<>();
        answers.keySet().forEach(name -> {
            Set<String> found = new TreeSet<>();
            follow(name, answers, found, new TreeSet<>());
            byName.put(name, found);
        });
        return new AnsweredNames(byName);
    }

    /** Returns whether every name of another server is answered here as it is there. */
    public boolean cover(AnsweredNames other) {
        return other.byName.entrySet().stream().allMatch(name -> name.getValue().equals(byName.get(name.getKey())));
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
}
