package com.example.adguard;

import dev.homelab.provision.Resource;
import java.util.List;
import java.util.Optional;

/** All rewrites of one domain. AdGuard Home has no room for a mark, so homelab keeps the owner in its ledger. */
public record Rewrite(String domain, List<String> answers) implements Resource {

    public Rewrite {
        answers = answers.stream().sorted().toList();
    }

    @Override
    public String key() {
        return domain;
    }

    @Override
    public String summary() {
        return domain + " at " + String.join(", ", answers);
    }

    @Override
    public Optional<String> ledgerValue() {
        return Optional.of(String.join(" ", answers));
    }
}
