// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import dev.homelab.adapter.authentik.AuthentikApi.ApplicationRow;
import dev.homelab.adapter.authentik.AuthentikApi.BindingRow;
import dev.homelab.adapter.authentik.AuthentikApi.NamedRow;
import dev.homelab.adapter.authentik.AuthentikApi.OutpostRow;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Owner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a server holds, in its own rows, and the sign-ons they make. Pure.
 *
 * <p>An application brings its provider along. A provider that no application uses is seen only if it carries our mark:
 * it is what was left of a sign-on that failed half-way. One that says itself that an application uses it is never that,
 * whatever the list of applications has.
 *
 * @param homelab whose mark is ours
 * @param outpost the one that answers the proxy; empty if there is none
 * @param references what providers may point at
 */
record AuthentikRows(
        String homelab,
        List<ApplicationRow> applications,
        List<ProviderRow> providers,
        List<BindingRow> bindings,
        Optional<OutpostRow> outpost,
        References references) {

    /**
     * One sign-on with the rows behind it.
     *
     * @param provider of a kind that services ask for
     * @param bindings those to groups
     */
    record Found(
            Observed<SignOn> observed,
            @Nullable ApplicationRow application,
            @Nullable ProviderRow provider,
            List<BindingRow> bindings) {}

    Stream<Found> signOns() {
        Stream<Found> orphans = providers.stream()
                .filter(provider -> !isUsed(provider))
                .flatMap(provider -> ours(provider).map(owner -> orphan(owner, provider)).stream())
                .filter(orphan -> applications.stream()
                        .noneMatch(row -> row.slug().equals(orphan.observed().key())));
        return Stream.concat(applications.stream().map(this::found), orphans);
    }

    Optional<Found> find(String slug) {
        return signOns().filter(found -> found.observed().key().equals(slug)).findFirst();
    }

    boolean isServed(int provider) {
        return outpost.filter(row -> row.providers().contains(provider)).isPresent();
    }

    private Found found(ApplicationRow row) {
        Optional<ProviderRow> linked =
                providers.stream().filter(one -> isLinked(row, one)).findFirst();
        Optional<ProviderRow> known = row.provider() == null ? orphanOf(row.slug()) : linked;
        Optional<Provider> provider = known.map(ProviderRow::held).or(() -> otherKind(row));
        List<BindingRow> bound = bindings.stream()
                .filter(binding -> binding.target().equals(row.pk()) && binding.groupObj() != null)
                .toList();
        Unmanaged unmanaged = new Unmanaged(
                Unmanaged.ofApplication(row.others()),
                known.map(ProviderRow::unmanaged).orElse(Map.of()),
                List.of());
        SignOn signOn = new SignOn(row.slug(), Optional.of(application(row, bound)), provider, unmanaged);
        Optional<Owner> owner = Mark.read(row.metaPublisher())
                .or(() -> known.filter(one -> isFor(row.slug(), one)).flatMap(one -> Mark.read(one.name())));
        return new Found(new Observed<>(signOn, owner), row, known.orElse(null), bound);
    }

    private Found orphan(Owner owner, ProviderRow row) {
        String slug = Mark.slug(row.name()).orElseThrow();
        Unmanaged unmanaged = new Unmanaged(Map.of(), row.unmanaged(), List.of());
        SignOn signOn = new SignOn(slug, Optional.empty(), Optional.of(row.held()), unmanaged);
        return new Found(Observed.ownedBy(owner, signOn), null, row, List.of());
    }

    private Optional<ProviderRow> orphanOf(String slug) {
        return providers.stream()
                .filter(row -> !isUsed(row) && ours(row).isPresent() && isFor(slug, row))
                .findFirst();
    }

    /** Returns an application that a provider names and the list of applications does not have. */
    Optional<String> missing() {
        return providers.stream()
                .flatMap(provider -> provider.user().stream())
                .filter(slug ->
                        applications.stream().noneMatch(row -> row.slug().equals(slug)))
                .findFirst();
    }

    private boolean isUsed(ProviderRow provider) {
        return provider.user().isPresent() || applications.stream().anyMatch(row -> isLinked(row, provider));
    }

    private Optional<Owner> ours(ProviderRow provider) {
        return Mark.read(provider.name()).filter(owner -> owner.homelab().equals(homelab));
    }

    private static boolean isFor(String slug, ProviderRow provider) {
        return Mark.slug(provider.name()).equals(Optional.of(slug));
    }

    private static boolean isLinked(ApplicationRow application, ProviderRow provider) {
        return application.provider() != null && application.provider() == provider.pk();
    }

    private static Optional<Provider> otherKind(ApplicationRow row) {
        return Optional.ofNullable(row.providerObj())
                .map(other -> new Provider.Other(other.name(), other.metaModelName()));
    }

    private static SignOn.Application application(ApplicationRow row, List<BindingRow> bound) {
        return new SignOn.Application(
                row.name(),
                row.metaLaunchUrl(),
                row.isHidden(),
                row.metaPublisher(),
                row.icon(),
                row.category(),
                bound.stream().map(AuthentikRows::binding).toList(),
                row.provider() != null);
    }

    static SignOn.Binding binding(BindingRow row) {
        NamedRow group = row.groupObj();
        return new SignOn.Binding(
                group == null ? "" : group.name(),
                row.order(),
                row.negate(),
                row.enabled(),
                row.timeout(),
                row.failureResult());
    }
}
