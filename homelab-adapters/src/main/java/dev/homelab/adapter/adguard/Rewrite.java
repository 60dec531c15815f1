// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.adguard;

import dev.homelab.adapter.support.name.FoundName;
import dev.homelab.adapter.support.name.WantedName;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.IpAddress;
import dev.homelab.provision.Resource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All rewrites of one domain.
 *
 * @param domain in lower case; people's may be wildcards
 * @param answers addresses, or the name that it is an alias of; sorted, each once
 * @param disabled answers that are there and not in force, as only people make them; sorted, each once
 */
public record Rewrite(String domain, List<String> answers, List<String> disabled) implements Resource {

    public Rewrite {
        answers = answers.stream().distinct().sorted().toList();
        List<String> inForce = answers;
        disabled = disabled.stream()
                .filter(answer -> !inForce.contains(answer))
                .distinct()
                .sorted()
                .toList();
    }

    /** A domain all of whose answers are in force. */
    public Rewrite(String domain, List<String> answers) {
        this(domain, answers, List.of());
    }

    /** Returns what a definition asks for. */
    static Rewrite of(WantedName name) {
        return new Rewrite(
                name.hostname().value(),
                name.alias().map(Hostname::value).map(List::of).orElse(name.addresses()));
    }

    /** Returns this as any DNS server may have it. */
    FoundName found() {
        List<String> normal = answers.stream()
                .map(answer -> IpAddress.isAddress(answer) ? IpAddress.normal(answer) : answer.toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
        List<String> names =
                normal.stream().filter(answer -> !IpAddress.isAddress(answer)).toList();
        return new FoundName(
                domain,
                answers.stream().filter(IpAddress::isAddress).toList(),
                names.stream().findFirst(),
                Optional.empty(),
                disabled.isEmpty() && names.size() <= 1 && normal.equals(answers));
    }

    @Override
    public String key() {
        return domain;
    }

    @Override
    public String summary() {
        return domain + " -> "
                + String.join(
                        ", ",
                        Stream.concat(answers.stream(), disabled.stream().map(answer -> answer + " (disabled)"))
                                .toList());
    }

    /** No rewrite has room for a mark, and each is added and deleted by itself. */
    @Override
    public List<String> ledgerValues() {
        return Stream.concat(answers.stream(), disabled.stream().map(answer -> "disabled " + answer))
                .toList();
    }
}
