// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import dev.homelab.adapter.authentik.AuthentikRows.Found;
import dev.homelab.adapter.support.secret.ClientSecrets;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.TargetException;
import dev.homelab.provision.Verbs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One batch of changes, in an order in which a sign-on stays ours until it is done, whatever fails on the way.
 *
 * <pre>
 *   created or adopted   provider (with our mark), bindings, application, outpost
 *   given back           bindings, application, outpost, provider (and our mark with it)
 *   removed              application, provider
 * </pre>
 *
 * <p>The outpost is changed once for all, since its list of providers can only be replaced.
 */
final class SignOnBatch implements Verbs<SignOn> {

    private final AuthentikClient client;
    private final AuthentikProblems problems;
    private final AuthentikRows rows;
    private final SignOnWriter writer;
    private final ProviderWriter providers;
    private final Uses uses;
    private final Map<String, OutpostPlace> places = new LinkedHashMap<>();
    private final Map<String, Provider> newlyServed = new LinkedHashMap<>();
    private boolean relinked;

    SignOnBatch(AuthentikClient client, AuthentikProblems problems, AuthentikRows rows, ClientSecrets secrets) {
        this.client = client;
        this.problems = problems;
        this.rows = rows;
        this.writer = new SignOnWriter(client, problems);
        this.uses = new Uses(client, problems);
        this.providers = new ProviderWriter(client, problems, new ProviderFields(secrets, rows.references(), problems));
    }

    List<Outcome<SignOn>> apply(Batch<SignOn> batch) {
        List<Outcome<SignOn>> made = batch.unwatched().oneByOne(change -> change.applyTo(this));
        List<Outcome<SignOn>> placed = place(lookUp(made));
        return placed.stream()
                .map(outcome -> then(outcome, change -> change.after().ifPresent(this::release)))
                .toList();
    }

    @Override
    public void put(Observed<SignOn> picture) {
        SignOn wanted = picture.resource();
        Optional<Found> found = rows.find(wanted.slug());
        found.ifPresent(present -> refuseOtherKind(wanted, present));
        if (wanted.isWhole() && found.map(Found::application).isEmpty()) {
            found.map(Found::provider).ifPresent(this::deleteUnused); // a leftover
            writer.create(wanted, providers);
            wanted.isServed()
                    .ifPresent(served ->
                            newlyServed.put(wanted.slug(), wanted.provider().orElseThrow()));
        } else {
            edit(picture, found);
        }
    }

    @Override
    public void remove(Observed<SignOn> picture) {
        rows.find(picture.key())
                .filter(found -> found.observed().belongsTo(rows.homelab()))
                .ifPresent(found -> {
                    Optional<ProviderRow> provider =
                            Optional.ofNullable(found.provider()).filter(ProviderRow::isMarked);
                    uses.refuseOthers(picture.key(), found.application(), provider.orElse(null));
                    Optional.ofNullable(found.application()).ifPresent(writer::deleteApplication);
                    provider.ifPresent(providers::delete);
                });
    }

    private void deleteUnused(ProviderRow row) {
        client.applicationOf(row).ifPresent(slug -> {
            throw problems.inUse(row.name(), slug);
        });
        uses.refuseOthers(row.name(), null, row);
        providers.delete(row);
    }

    private void edit(Observed<SignOn> picture, Optional<Found> found) {
        SignOn wanted = picture.resource();
        ProviderRow row = found.map(Found::provider).orElse(null);
        Integer provider = row == null ? null : Integer.valueOf(row.pk());
        if (picture.owner().isPresent() && wanted.provider().isPresent()) {
            provider = providers.put(wanted.provider().get(), wanted.unmanaged().provider(), row);
        }
        if (wanted.application().isPresent()) {
            relinked |= writer.application(wanted, provider, found);
        } else {
            found.map(Found::application).ifPresent(writer::deleteApplication);
        }
        if (provider != null) {
            note(wanted, provider);
        }
        if (picture.owner().isPresent() && wanted.provider().isEmpty()) {
            drop(row);
        }
    }

    /** Gives the provider back, as the very last step: from here on the sign-on is not managed by homelab. */
    private void release(Observed<SignOn> picture) {
        if (picture.owner().isPresent()) {
            return;
        }
        ProviderRow row = rows.find(picture.key()).map(Found::provider).orElse(null);
        if (picture.resource().provider().isEmpty()) {
            drop(row);
        } else if (row != null) {
            providers.put(
                    picture.resource().provider().get(),
                    picture.resource().unmanaged().provider(),
                    row);
        }
    }

    private void drop(@Nullable ProviderRow row) {
        if (row != null && row.isMarked()) {
            providers.delete(row);
        }
    }

    /** A provider of ours makes room for one of another kind, an unmanaged one never does. */
    private void refuseOtherKind(SignOn wanted, Found present) {
        Provider held = present.observed().resource().provider().orElse(null);
        if (held == null || Mark.read(held.name()).isPresent() || present.application() == null) {
            return;
        }
        boolean isKept = wanted.provider()
                .map(provider -> provider.type().equals(held.type()))
                .orElse(present.provider() != null);
        if (!isKept) {
            throw problems.otherKind(wanted.slug(), held.type());
        }
    }

    private void note(SignOn wanted, int provider) {
        wanted.isServed().ifPresent(served -> places.put(wanted.slug(), new OutpostPlace(provider, served)));
    }

    /** The server does not say which keys it gave to what it made in one step, so they are looked up, once for all. */
    private List<Outcome<SignOn>> lookUp(List<Outcome<SignOn>> made) {
        if (newlyServed.isEmpty()) {
            return made;
        }
        try {
            Map<String, Integer> keys = client.providerKeys();
            return made.stream().map(outcome -> lookUp(outcome, keys)).toList();
        } catch (TargetException e) {
            return made.stream()
                    .map(outcome -> newlyServed.containsKey(outcome.change().key()) ? failed(outcome, e) : outcome)
                    .toList();
        }
    }

    private Outcome<SignOn> lookUp(Outcome<SignOn> outcome, Map<String, Integer> keys) {
        String slug = outcome.change().key();
        Provider provider = newlyServed.get(slug);
        if (provider == null || !outcome.succeeded()) {
            return outcome;
        }
        Integer key = keys.get(provider.name());
        if (key == null) {
            return failed(outcome, problems.notApplied(slug));
        }
        outcome.change().after().ifPresent(after -> note(after.resource(), key));
        return outcome;
    }

    private List<Outcome<SignOn>> place(List<Outcome<SignOn>> made) {
        try {
            OutpostPlace.take(places.values(), relinked, client, problems);
            return made;
        } catch (TargetException e) {
            return made.stream()
                    .map(outcome -> isPlaced(outcome) ? outcome : failed(outcome, e))
                    .toList();
        }
    }

    private boolean isPlaced(Outcome<SignOn> outcome) {
        OutpostPlace place = places.get(outcome.change().key());
        return place == null || !outcome.succeeded() || place.served() == rows.isServed(place.provider());
    }

    private static Outcome<SignOn> then(Outcome<SignOn> outcome, Consumer<Change<SignOn>> step) {
        if (!outcome.succeeded()) {
            return outcome;
        }
        return new Batch<>(List.of(outcome.change())).oneByOne(step).get(0);
    }

    private static Outcome<SignOn> failed(Outcome<SignOn> outcome, TargetException e) {
        return Outcome.failed(outcome.change(), e.problems());
    }
}
