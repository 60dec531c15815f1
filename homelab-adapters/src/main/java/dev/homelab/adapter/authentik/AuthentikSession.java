// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import dev.homelab.adapter.authentik.AuthentikRows.Found;
import dev.homelab.adapter.support.Context;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A session with one Authentik server. It holds no connection: a token is all it takes. */
final class AuthentikSession implements Session<SignOn> {

    private final ClientSecrets secrets;
    private final AuthentikClient client;
    private final AuthentikProblems problems;
    private @Nullable AuthentikRows seen;

    AuthentikSession(Context context, AuthentikClient client, AuthentikProblems problems) {
        this.secrets = new ClientSecrets(context.key(), context.homelab());
        this.client = client;
        this.problems = problems;
    }

    @Override
    public List<Observed<SignOn>> observe() {
        AuthentikRows rows = client.rows(secrets);
        seen = rows;
        return rows.signOns().map(Found::observed).toList();
    }

    @Override
    public List<Problem> preflight(List<Desired<SignOn>> desired) {
        if (desired.isEmpty()) {
            return List.of();
        }
        AuthentikRows rows = seen == null ? client.rows(secrets) : seen;
        List<Problem> found = new ArrayList<>();
        if (rows.outpost().isEmpty()
                && desired.stream().anyMatch(want -> want.resource().isServed().isPresent())) {
            found.add(problems.outpostMissing(client.outpostName()));
        }
        found.addAll(missingGroups(desired, rows));
        found.addAll(missingReferences(desired, rows.references()));
        if (desired.stream().anyMatch(want -> needsProvider(want, rows))) {
            Stream.of(ProviderWriter.AUTHORIZATION, ProviderWriter.INVALIDATION)
                    .filter(slug -> client.flow(slug).isEmpty())
                    .map(problems::flowMissing)
                    .forEach(found::add);
        }
        return found;
    }

    @Override
    public List<Outcome<SignOn>> apply(Batch<SignOn> batch) {
        if (batch.changes().isEmpty()) {
            return List.of();
        }
        try {
            return new SignOnBatch(client, problems, client.rows(secrets), secrets).apply(batch);
        } catch (TargetException e) {
            return batch.changes().stream()
                    .map(change -> Outcome.failed(change, e.problems()))
                    .toList();
        }
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    /** What is bound to a group shows that it is there; all groups are asked for only if that does not show all. */
    private List<Problem> missingGroups(List<Desired<SignOn>> desired, AuthentikRows rows) {
        Set<String> known = new HashSet<>();
        rows.bindings()
                .forEach(binding -> known.add(AuthentikRows.binding(binding).group()));
        if (desired.stream().allMatch(want -> known.containsAll(groups(want)))) {
            return List.of();
        }
        client.groups().forEach(group -> known.add(group.name()));
        return desired.stream()
                .flatMap(want -> groups(want).stream()
                        .filter(group -> !known.contains(group))
                        .map(group ->
                                problems.groupMissing(group, want.resource().slug())))
                .toList();
    }

    private List<Problem> missingReferences(List<Desired<SignOn>> desired, References references) {
        List<Provider> wanted = desired.stream()
                .flatMap(want -> want.resource().provider().stream())
                .toList();
        Stream<Problem> mappings = wanted.stream()
                .flatMap(provider -> provider.mappings().stream())
                .distinct()
                .filter(name -> references.mapping(name).isEmpty())
                .map(problems::mappingMissing);
        Stream<Problem> keys = wanted.stream()
                .map(Provider::signingKey)
                .distinct()
                .filter(name -> !name.isEmpty() && references.key(name).isEmpty())
                .map(problems::keyMissing);
        return Stream.concat(mappings, keys).toList();
    }

    private static List<String> groups(Desired<SignOn> want) {
        return want.resource().application().stream()
                .flatMap(application -> application.bindings().stream())
                .map(SignOn.Binding::group)
                .toList();
    }

    private static boolean needsProvider(Desired<SignOn> want, AuthentikRows rows) {
        Optional<Found> found = rows.find(want.resource().slug());
        Optional<String> held = found.map(Found::provider).map(row -> row.held().type());
        return !held.equals(want.resource().provider().map(Provider::type));
    }
}
