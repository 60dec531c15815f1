// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.name;

import static java.util.stream.Collectors.toSet;

import dev.homelab.model.value.Hostname;
import dev.homelab.provision.Check.NameAnswers.Answer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A name that a service asks for, and what it is to be answered with.
 *
 * @param hostname one name, no wildcard
 * @param addresses of IPv4 and IPv6, in the usual spelling, sorted, each once; none of an alias
 * @param alias the name that it stands for; absent if it has addresses
 */
public record WantedName(Hostname hostname, List<String> addresses, Optional<Hostname> alias) {

    public WantedName {
        addresses = addresses.stream().distinct().sorted().toList();
    }

    /** Returns the same name with the addresses of both. */
    WantedName and(WantedName other) {
        return new WantedName(
                hostname,
                Stream.concat(addresses.stream(), other.addresses.stream()).toList(),
                alias);
    }

    /** Returns what a visitor must be answered with. */
    public Set<Answer> answers() {
        return Stream.concat(
                        addresses.stream().map(Answer::address),
                        alias.stream().map(target -> Answer.alias(target.value())))
                .collect(toSet());
    }
}
