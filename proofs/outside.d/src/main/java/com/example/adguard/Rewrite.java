package com.example.adguard;

import dev.homelab.provision.Resource;
import java.util.Optional;

/** One rewrite. AdGuard Home has no room for a mark, so its owner is kept in homelab's ledger. */
public record Rewrite(String domain, String answer) implements Resource {

    @Override
    public String key() {
        return domain;
    }

    @Override
    public String summary() {
        return domain + " at " + answer;
    }

    @Override
    public Optional<String> unmarked() {
        return Optional.of(answer);
    }
}
