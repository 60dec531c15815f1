// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.routing;

import dev.homelab.model.Catalog;
import dev.homelab.model.DnsRecord;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.IpAddress;
import dev.homelab.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A record has a name of its own, which only other addresses in the same service may share; an alias is nothing but an
 * alias (RFC 1034, section 3.6.2).
 */
final class RecordsClash implements Rule {

    /** What answers for a name, and its place; of a route there is no record. */
    private record Answer(Part<Hostname> part, Optional<DnsRecord> record) {

        boolean isAlias() {
            return record.flatMap(DnsRecord::cname).isPresent();
        }

        /** Returns whether both are addresses of one service, and not the same ones. */
        boolean isBeside(Answer other) {
            return part.service().equals(other.part.service())
                    && record.isPresent()
                    && other.record.isPresent()
                    && !isAlias()
                    && !other.isAlias()
                    && !address().equals(other.address());
        }

        private Optional<String> address() {
            return record.flatMap(DnsRecord::address).map(IpAddress::normal);
        }
    }

    @Override
    public List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        Map<Hostname, List<Answer>> before = new HashMap<>();
        routed(catalog).forEach(answer -> of(before, answer).add(answer));
        recorded(catalog).forEach(answer -> {
            List<Answer> others = of(before, answer);
            others.stream()
                    .filter(other -> !answer.isBeside(other))
                    .findFirst()
                    .map(other -> usedTwice(answer, other))
                    .ifPresent(problems::add);
            others.add(answer);
        });
        DefinitionParts.records(catalog)
                .filter(part -> part.value().address().isPresent())
                .filter(part -> part.value().cname().isPresent())
                .map(RecordsClash::addressBesideAlias)
                .forEach(problems::add);
        return problems;
    }

    private static List<Answer> of(Map<Hostname, List<Answer>> answers, Answer answer) {
        return answers.computeIfAbsent(answer.part().value(), name -> new ArrayList<>());
    }

    private static Stream<Answer> routed(Catalog catalog) {
        return DefinitionParts.routes(catalog)
                .flatMap(part -> part.value().hostname().stream()
                        .map(hostname -> new Answer(named(part, hostname), Optional.empty())));
    }

    private static Stream<Answer> recorded(Catalog catalog) {
        return DefinitionParts.records(catalog)
                .map(part -> new Answer(named(part, part.value().hostname()), Optional.of(part.value())));
    }

    private static Part<Hostname> named(Part<?> part, Hostname hostname) {
        return new Part<>(part.definition(), part.path() + ".hostname", hostname);
    }

    private static Problem addressBesideAlias(Part<DnsRecord> part) {
        return new Problem(
                "address beside an alias",
                part.definition().positions().at(part.path() + ".cname"),
                "\"%s\" has an address and is an alias as well, and DNS knows only one of the two for a name."
                        .formatted(part.value().hostname()),
                "keep \"address\" or \"cname\", and remove the other.");
    }

    private static Problem usedTwice(Answer answer, Answer other) {
        String reason = answer.isAlias() || other.isAlias()
                ? "A name that is an alias can have no other answer."
                : "Visitors would reach whichever of the two came first.";
        return answer.part()
                .problem(
                        "hostname used twice",
                        "\"%s\" already belongs to service \"%s\" (%s). %s"
                                .formatted(
                                        answer.part().value(),
                                        other.part().service(),
                                        other.part().where().render(),
                                        reason),
                        "give one of them another hostname.");
    }
}
