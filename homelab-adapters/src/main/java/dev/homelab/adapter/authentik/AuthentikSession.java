// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import dev.homelab.adapter.authentik.AuthentikRows.Found;
import dev.homelab.adapter.authentik.Provider.OAuth2;
import dev.homelab.adapter.support.secret.ClientSecrets;
import dev.homelab.model.Definition;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Existing;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Context;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A session with one Authentik server. It holds no connection: a token is all it takes. */
final class AuthentikSession implements Session<SignOn> {

    private static final Pattern RELEASE = Pattern.compile("(\\d{4})\\.(\\d{1,2})");
    private static final int MONTHS = 12;
    private static final int ICONS_SINCE = 2025 * MONTHS + 12;

    private final ClientSecrets secrets;
    private final AuthentikClient client;
    private final AuthentikProblems problems;
    private @Nullable AuthentikRows seen;

    AuthentikSession(Context context, AuthentikClient client, AuthentikProblems problems) {
        this.secrets = new ClientSecrets(context.sealing(), context.homelab());
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
    public List<Problem> preflight(List<Desired<SignOn>> asked) {
        if (asked.isEmpty()) {
            return List.of();
        }
        AuthentikRows rows = seen == null ? client.rows(secrets) : seen;
        List<Desired<SignOn>> desired =
                SignOns.completed(asked, rows.signOns().map(Found::observed).toList());
        List<Problem> found = new ArrayList<>();
        if (rows.outpost().isEmpty()
                && desired.stream().anyMatch(want -> want.resource().isServed().isPresent())) {
            found.add(problems.outpostMissing(client.outpostName()));
        }
        found.addAll(missingGroups(desired, rows));
        found.addAll(iconsTooEarly(asked));
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
    public Existing existing(List<Definition> definitions, Inventory inventory) {
        AuthentikRows rows = seen == null ? client.rows(secrets) : seen;
        return new ExistingSignOns(
                        rows.signOns().map(Found::observed).toList(), definitions, inventory, client.url(), secrets)
                .existing();
    }

    @Override
    public List<Outcome<SignOn>> apply(Batch<SignOn> batch) {
        if (batch.changes().isEmpty()) {
            return List.of();
        }
        try {
            AuthentikRows rows = client.rows(secrets);
            if (needsEmailVerified(batch)
                    && rows.references().mapping(OAuth2.EMAIL_VERIFIED).isEmpty()) {
                client.createEmailVerified();
                rows = client.rows(secrets);
            }
            return new SignOnBatch(client, problems, rows, secrets).apply(batch);
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
                .filter(name -> references.mapping(name).isEmpty() && !name.equals(OAuth2.EMAIL_VERIFIED))
                .map(problems::mappingMissing);
        Stream<Problem> keys = wanted.stream()
                .map(Provider::signingKey)
                .distinct()
                .filter(name -> !name.isEmpty() && references.key(name).isEmpty())
                .map(problems::keyMissing);
        return Stream.concat(mappings, keys).toList();
    }

    private List<Problem> iconsTooEarly(List<Desired<SignOn>> asked) {
        List<Desired<SignOn>> shown = asked.stream()
                .filter(want -> want.resource()
                        .application()
                        .filter(application -> !application.icon().isEmpty())
                        .isPresent())
                .toList();
        if (shown.isEmpty()) {
            return List.of();
        }
        String release = client.get(AuthentikApi::version).versionCurrent();
        return takesIcons(release)
                ? List.of()
                : shown.stream()
                        .map(want ->
                                problems.tooOldForIcons(release, want.resource().slug()))
                        .toList();
    }

    private static boolean takesIcons(String release) {
        Matcher parts = RELEASE.matcher(release);
        return !parts.lookingAt()
                || Integer.parseInt(parts.group(1)) * MONTHS + Integer.parseInt(parts.group(2)) >= ICONS_SINCE;
    }

    private static boolean needsEmailVerified(Batch<SignOn> batch) {
        return batch.changes().stream()
                .flatMap(change -> change.after().stream())
                .flatMap(after -> after.resource().provider().stream())
                .anyMatch(provider -> provider.mappings().contains(OAuth2.EMAIL_VERIFIED));
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
