// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision.ledger;

import dev.homelab.model.Definition;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.ContainerImage;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Diagnosis;
import dev.homelab.provision.Existing;
import dev.homelab.provision.LogRequest;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Resource;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A session that knows from the ledger whose the resources without a mark are.
 *
 * <p>It claims a value before it is written, and gives up what the value replaced, or what is gone, after that is done.
 * Whatever happens in between, what we wrote is claimed: a claim too many is harmless, one too few would make our own
 * record a stranger's. What a person put in the place of a claimed value is not claimed.
 *
 * <p>What a run claimed that was killed before it wrote it, and that is no longer desired, is given up with the next
 * change.
 *
 * <p>A target that holds nothing of the kind never makes it look into the ledger.
 */
public final class LedgerSession<R extends Resource> implements Session<R> {

    private final Session<R> session;
    private final LedgerPage page;

    /** Keys that are there, wished for, or changed by this session; what else is claimed was never written. */
    private final Set<String> known = new HashSet<>();

    /** Keys of what the ledger says is managed, as it was last seen. */
    private final Set<String> managed = new HashSet<>();

    private boolean looked;

    /** Owns {@code session}, and closes it. */
    public LedgerSession(Session<R> session, LedgerPage page) {
        this.session = session;
        this.page = page;
    }

    @Override
    public List<Observed<R>> observe() {
        List<Observed<R>> seen = session.observe();
        seen.forEach(one -> known.add(one.key()));
        looked = true;
        managed.clear();
        List<Observed<R>> recognized = seen.stream().map(this::recognized).toList();
        for (int i = 0; i < seen.size(); i++) {
            if (!seen.get(i).equals(recognized.get(i))) {
                managed.add(seen.get(i).key());
            }
        }
        return recognized;
    }

    @Override
    public List<Problem> preflight(List<Desired<R>> desired) {
        desired.forEach(want -> known.add(want.resource().key()));
        return session.preflight(desired);
    }

    @Override
    public List<Problem> preflightChanges(List<Change<R>> changes) {
        return session.preflightChanges(changes);
    }

    @Override
    public List<Problem> warnings(List<Change<R>> changes) {
        return session.warnings(changes);
    }

    @Override
    public List<Problem> checkWritable(List<Change<R>> changes) {
        return session.checkWritable(changes);
    }

    /** The session takes what carries no mark for unmanaged, so what the ledger knows is removed from what it finds. */
    @Override
    public Existing existing(List<Definition> definitions, Inventory inventory) {
        Existing found = session.existing(definitions, inventory);
        List<Existing.Part> parts = found.parts().stream()
                .filter(part -> !managed.contains(part.resource()))
                .toList();
        int known = managed.size() - (found.parts().size() - parts.size());
        return new Existing(parts, Math.max(0, found.others() - known), found.removals());
    }

    @Override
    public void finish() {
        session.finish();
    }

    @Override
    public List<Outcome<R>> apply(Batch<R> batch) {
        if (batch.changes().stream().noneMatch(LedgerSession::isUnmarked)) {
            return session.apply(batch);
        }
        batch.changes().forEach(change -> known.add(change.key()));
        try {
            claim(batch.changes());
        } catch (TargetException e) {
            return batch.changes().stream()
                    .map(change -> Outcome.failed(change, e.problems()))
                    .toList();
        }
        List<Outcome<R>> outcomes = session.apply(batch);
        settle(outcomes);
        return outcomes;
    }

    @Override
    public Map<ServiceName, List<CheckResult>> inspect(List<Desired<R>> desired) {
        return session.inspect(desired);
    }

    @Override
    public Map<ServiceName, Diagnosis> diagnose(List<Desired<R>> desired) {
        return session.diagnose(desired);
    }

    @Override
    public boolean log(Desired<R> desired, LogRequest request, Consumer<String> lines) {
        return session.log(desired, request, lines);
    }

    @Override
    public List<ContainerImage> images() {
        return session.images();
    }

    @Override
    public void close() {
        session.close();
    }

    private Observed<R> recognized(Observed<R> seen) {
        List<String> values = seen.resource().ledgerValues();
        if (values.isEmpty() || seen.owner().isPresent()) {
            return seen;
        }
        Claims claims = page.read();
        List<Owner> owners = values.stream()
                .flatMap(value -> claims.owner(seen.key(), value).stream())
                .toList();
        return owners.size() < values.size()
                ? Observed.unowned(seen.resource())
                : Observed.ownedBy(owners.get(0), seen.resource());
    }

    private void claim(List<Change<R>> changes) {
        Claims claims = page.read();
        for (Change<R> change : changes) {
            claims = claimed(claims, change);
        }
        page.write(claims);
    }

    private void settle(List<Outcome<R>> outcomes) {
        Claims claims = page.read();
        for (Outcome<R> outcome : outcomes) {
            claims = outcome.succeeded() ? settled(claims, outcome.change()) : claims;
        }
        try {
            page.write(looked ? claims.onlyOf(known) : claims);
        } catch (TargetException e) {
            // What was to be given up is claimed a while longer, which is harmless; the changes are made.
        }
    }

    /** What is adopted is claimed as well: its parts may be there beside ours for a while. */
    private static <R extends Resource> Claims claimed(Claims claims, Change<R> change) {
        Optional<Owner> owner = change.after().flatMap(Observed::owner);
        if (owner.isEmpty()) {
            return claims;
        }
        Optional<Observed<R>> adopted =
                change.before().filter(before -> before.owner().isEmpty());
        Claims all = claims;
        for (String value : values(adopted)) {
            all = all.with(change.key(), value, owner.get());
        }
        for (String value : values(change.after())) {
            all = all.with(change.key(), value, owner.get());
        }
        return all;
    }

    private static <R extends Resource> Claims settled(Claims claims, Change<R> change) {
        return claims.withOnly(
                change.key(),
                values(change.after().filter(after -> after.owner().isPresent())));
    }

    private static <R extends Resource> boolean isUnmarked(Change<R> change) {
        return !values(change.before()).isEmpty() || !values(change.after()).isEmpty();
    }

    private static <R extends Resource> List<String> values(Optional<Observed<R>> picture) {
        return picture.map(seen -> seen.resource().ledgerValues()).orElse(List.of());
    }
}
