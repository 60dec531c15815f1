// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.adguard;

import dev.homelab.adapter.adguard.AdGuardApi.Row;
import dev.homelab.adapter.support.name.ExistingNames;
import dev.homelab.adapter.support.name.FoundName;
import dev.homelab.model.Definition;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Existing;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads all rewrites by one call, and changes them one by one. */
final class AdGuardSession implements Session<Rewrite> {

    private final AdGuardClient client;
    private final AdGuardProblems problems;
    private Map<String, Rewrite> seen = Map.of();

    AdGuardSession(AdGuardClient client, AdGuardProblems problems) {
        this.client = client;
        this.problems = problems;
    }

    @Override
    public List<Observed<Rewrite>> observe() {
        seen = read();
        return seen.values().stream().map(Observed::unowned).toList();
    }

    @Override
    public Existing existing(List<Definition> definitions, Inventory inventory) {
        List<FoundName> found = seen.values().stream()
                .filter(rewrite -> !rewrite.answers().isEmpty())
                .map(Rewrite::found)
                .toList();
        return new ExistingNames(found, definitions, inventory).existing();
    }

    @Override
    public List<Problem> preflight(List<Desired<Rewrite>> desired) {
        return desired.isEmpty() || client.areInForce() ? List.of() : List.of(problems.notInForce());
    }

    @Override
    public List<Outcome<Rewrite>> apply(Batch<Rewrite> batch) {
        if (batch.changes().isEmpty()) {
            return List.of();
        }
        try {
            Map<String, Rewrite> present = read();
            return batch.oneByOne(change -> make(change, Optional.ofNullable(present.get(change.key()))));
        } catch (TargetException e) {
            return batch.changes().stream()
                    .map(change -> Outcome.failed(change, e.problems()))
                    .toList();
        }
    }

    @Override
    public void close() {
        // each call signs in by itself
    }

    /** Adds before it deletes, so that the domain always has an answer. What neither picture has stays. */
    private void make(Change<Rewrite> change, Optional<Rewrite> present) {
        Map<String, Boolean> now = answers(present);
        Map<String, Boolean> before = answers(change.before().map(Observed::resource));
        Map<String, Boolean> after = answers(change.after().map(Observed::resource));
        refuseOthers(change, now, before, after);
        after.forEach((answer, isEnabled) -> {
            if (now.containsKey(answer) && !isEnabled.equals(now.get(answer))) {
                client.delete(new Row(change.key(), answer, null));
                now.remove(answer);
            }
            if (!now.containsKey(answer)) {
                client.add(new Row(change.key(), answer, isEnabled));
            }
        });
        Set<String> old = new HashSet<>(now.keySet());
        old.retainAll(before.keySet());
        old.removeAll(after.keySet());
        old.stream().sorted().forEach(answer -> client.delete(new Row(change.key(), answer, null)));
    }

    private void refuseOthers(
            Change<Rewrite> change, Map<String, Boolean> now, Map<String, Boolean> before, Map<String, Boolean> after) {
        boolean isToBeOurs = change.after().flatMap(Observed::owner).isPresent();
        now.keySet().stream()
                .filter(answer -> isToBeOurs && !before.containsKey(answer) && !after.containsKey(answer))
                .findFirst()
                .ifPresent(answer -> {
                    throw new TargetException(problems.taken(change.key(), answer));
                });
    }

    /** Returns whether each answer of a domain is in force. */
    private static Map<String, Boolean> answers(Optional<Rewrite> rewrite) {
        Map<String, Boolean> answers = new TreeMap<>();
        rewrite.ifPresent(one -> {
            one.answers().forEach(answer -> answers.put(answer, true));
            one.disabled().forEach(answer -> answers.put(answer, false));
        });
        return answers;
    }

    private Map<String, Rewrite> read() {
        Map<String, List<Row>> rows = new TreeMap<>();
        client.rewrites()
                .forEach(row -> rows.computeIfAbsent(row.domain(), domain -> new ArrayList<>())
                        .add(row));
        Map<String, Rewrite> rewrites = new TreeMap<>();
        rows.forEach((domain, all) -> rewrites.put(
                domain,
                new Rewrite(
                        domain,
                        all.stream().filter(Row::isEnabled).map(Row::answer).toList(),
                        all.stream()
                                .filter(row -> !row.isEnabled())
                                .map(Row::answer)
                                .toList())));
        return rewrites;
    }
}
