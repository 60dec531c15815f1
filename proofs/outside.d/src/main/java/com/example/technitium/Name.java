package com.example.technitium;

import static java.util.Comparator.comparing;

import dev.homelab.provision.Owner;
import dev.homelab.provision.Resource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One name in the zone with all its addresses. */
public record Name(String hostname, List<Answer> answers) implements Resource {

    /** One address, with what people wrote beside it; nothing beside ours, where the comment is the mark. */
    public record Answer(String address, int ttl, String comment) {

        Answer without(Optional<Owner> mark) {
            return mark.isPresent() ? new Answer(address, ttl, "") : this;
        }
    }

    public Name {
        answers = answers.stream().sorted(comparing(Answer::address)).toList();
    }

    @Override
    public String key() {
        return hostname;
    }

    @Override
    public String summary() {
        return hostname + " at " + answers.stream().map(Answer::address).collect(Collectors.joining(", "));
    }
}
