// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.validation;

import dev.homelab.lab.http.Exchange;
import dev.homelab.lab.http.ExchangeListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Holds every fake of a process to the description of the server it stands for, where there is one and {@code CONTRACTS} names
 * the folder of it.
 */
public final class HeldToContracts implements ExchangeListener {

    private static final Map<String, Supplier<ContractValidator>> DESCRIPTIONS = Map.of(
            "pihole", ContractValidator::pihole,
            "discord", ContractValidator::discord,
            "authentik 2024.12.3", () -> ContractValidator.authentik("2024.12.3"),
            "authentik 2026.2.2", () -> ContractValidator.authentik("2026.2.2"),
            "authentik 2026.8.3", () -> ContractValidator.authentik("2026.8.3"));

    private static final Map<String, Optional<ContractValidator>> VALIDATORS = new ConcurrentHashMap<>();
    private static final Map<String, Integer> TOLD = new ConcurrentHashMap<>();

    @Override
    public void accept(Exchange exchange) {
        String server = (exchange.server() + " " + exchange.release()).strip();
        VALIDATORS
                .computeIfAbsent(server, HeldToContracts::validator)
                .ifPresent(validator -> validator.accept(exchange));
    }

    private static Optional<ContractValidator> validator(String server) {
        return System.getenv("CONTRACTS") == null
                ? Optional.empty()
                : Optional.ofNullable(DESCRIPTIONS.get(server)).map(Supplier::get);
    }

    /** Returns what broke a description since this was last asked. */
    static List<String> newBreaches() {
        List<String> found = new ArrayList<>();
        VALIDATORS.forEach((server, validator) -> validator.ifPresent(one -> {
            List<String> all = one.violations();
            found.addAll(all.subList(TOLD.getOrDefault(server, 0), all.size()).stream()
                    .map(said -> server + ": " + said)
                    .toList());
            TOLD.put(server, all.size());
        }));
        return found;
    }

    /** Returns how many exchanges were judged so far, by server and release. */
    static Map<String, Integer> judged() {
        Map<String, Integer> judged = new TreeMap<>();
        VALIDATORS.forEach((server, validator) -> validator.ifPresent(one -> judged.put(server, one.checked())));
        return judged;
    }
}
