// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import static java.util.Comparator.comparing;

import dev.homelab.provision.Resource;
import dev.homelab.provision.RestoreOnly;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that Authentik needs to ask the visitors of a service to sign in: an application, the groups bound to it, a
 * provider, and the place of a proxy provider on an outpost.
 *
 * <p>Either part may be missing, as it is after something failed half-way. The marks are among the values, in {@code
 * publisher} and in the provider's {@code name}.
 *
 * @param slug of the application, which is the name that the service had first, or begins with it
 * @param application what people see
 * @param provider what asks them to sign in
 * @param unmanaged what the definition does not say, which decides nothing
 */
public record SignOn(
        String slug,
        Optional<Application> application,
        Optional<Provider> provider,
        @RestoreOnly Unmanaged unmanaged) implements Resource {

    static final String NOWHERE = "blank://blank";

    /**
     * What people see on their page of applications.
     *
     * @param title its name there
     * @param launchUrl where a click leads
     * @param hidden whether it is hidden there
     * @param publisher our mark, or whatever a person wrote
     * @param icon an address of a picture; empty for none
     * @param category under which it stands there; empty for none
     * @param bindings who may pass, sorted; empty for everyone who can sign in
     * @param guarded whether the provider is set to guard it
     */
    public record Application(
            String title,
            String launchUrl,
            boolean hidden,
            String publisher,
            String icon,
            String category,
            List<Binding> bindings,
            boolean guarded) {

        public Application {
            bindings = bindings.stream()
                    .distinct()
                    .sorted(comparing(Binding::group).thenComparingInt(Binding::order))
                    .toList();
        }

        static Application of(
                String title,
                String launchUrl,
                String publisher,
                String icon,
                String category,
                Collection<String> groups) {
            List<Binding> bindings = groups.stream().map(Binding::to).toList();
            return new Application(title, launchUrl, false, publisher, icon, category, bindings, true);
        }

        private Application with(String newIcon, String newCategory) {
            return new Application(title, launchUrl, hidden, publisher, newIcon, newCategory, bindings, guarded);
        }

        /** Returns this where {@code present} is there: how the same groups are bound stays, and so does an address that leads to the same page. */
        private Application over(Application present, Optional<Provider> asking) {
            String url =
                    present.launchUrl.isEmpty() ? asking.map(Provider::page).orElse("") : present.launchUrl;
            return new Application(
                    title,
                    Provider.isSamePage(url, launchUrl) ? present.launchUrl : launchUrl,
                    hidden,
                    publisher,
                    icon,
                    category,
                    bindings.stream()
                            .flatMap(wanted -> wanted.over(present.bindings))
                            .toList(),
                    guarded);
        }

        /** Returns the same, hidden from people's page: before 2026.5 an address that leads nowhere did that. */
        Application asHidden() {
            return new Application(title, NOWHERE, true, publisher, icon, category, bindings, guarded);
        }
    }

    /**
     * A group that may pass. What is bound to users and to policies is people's own, and not looked at.
     *
     * @param group its name
     * @param order among the bindings of the application
     * @param negate whether it is those outside of the group who may pass
     * @param enabled whether it counts
     * @param timeout in seconds
     * @param failureResult what counts if it cannot be determined
     */
    public record Binding(
            String group, int order, boolean negate, boolean enabled, int timeout, boolean failureResult) {

        private static final int TIMEOUT = 30;

        static Binding to(String group) {
            return new Binding(group, 0, false, true, TIMEOUT, false);
        }

        /** Returns whether it lets the group pass, as a definition says it, whatever its order and timeout. */
        boolean isPlain() {
            return !negate && enabled && !failureResult;
        }

        /** Returns those there that mean the same, or this if there is none. */
        private Stream<Binding> over(List<Binding> present) {
            List<Binding> same = present.stream()
                    .filter(one -> one.group.equals(group) && one.isPlain() && isPlain())
                    .toList();
            return same.isEmpty() ? Stream.of(this) : same.stream();
        }
    }

    /** Returns this as it is wanted where {@code present} is there: what the definition does not say stays. */
    SignOn over(SignOn present) {
        boolean isSameKind = provider.map(Provider::type).equals(present.provider.map(Provider::type));
        Optional<Application> shown = application
                .map(wanted -> wanted.with(
                        unmanaged.leaves("icon")
                                ? present.application.map(Application::icon).orElse("")
                                : wanted.icon(),
                        unmanaged.leaves("category")
                                ? present.application.map(Application::category).orElse("")
                                : wanted.category()))
                .map(wanted -> present.application
                        .map(there -> wanted.over(there, present.provider.filter(same -> isSameKind)))
                        .orElse(wanted));
        Optional<Provider> asking =
                isSameKind ? provider.map(wanted -> wanted.over(present.provider.orElseThrow(), unmanaged)) : provider;
        return new SignOn(slug, shown, asking, unmanaged.over(present.unmanaged, isSameKind));
    }

    /** Two are equal whatever else was set by hand. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignOn that
                && slug.equals(that.slug)
                && application.equals(that.application)
                && provider.equals(that.provider);
    }

    @Override
    public int hashCode() {
        return Objects.hash(slug, application, provider);
    }

    /** Returns whether it can be made in one step: application, provider, and one guarding the other. */
    boolean isWhole() {
        return provider.isPresent() && application.filter(Application::guarded).isPresent();
    }

    /** Returns whether it is to be on the outpost; nothing if it never is. */
    Optional<Boolean> isServed() {
        return proxy().map(Provider.Proxy::served);
    }

    private Optional<Provider.Proxy> proxy() {
        return provider.filter(Provider.Proxy.class::isInstance).map(Provider.Proxy.class::cast);
    }

    @Override
    public String key() {
        return slug;
    }

    /** How a group is bound is shown only if nothing else differs. */
    @Override
    public String fieldName(String path) {
        return switch (path) {
            case "application.title" -> "title";
            case "application.launchUrl" -> "url";
            case "application.icon", "provider.externalHost", "provider.redirects.url", "provider.publicPaths" ->
                "sso." + path.substring(path.indexOf('.') + 1).replace(".url", "");
            case "application.bindings.group" -> "sso.groups";
            case "application.publisher", "provider.name", "provider.redirects.mode", "provider.redirects.use" -> "";
            default ->
                path.startsWith("application.bindings.") ? "" : path.replaceFirst("^(application|provider)\\.", "sso.");
        };
    }

    @Override
    public String summary() {
        List<String> groups = application.stream()
                .flatMap(shown -> shown.bindings().stream().map(Binding::group))
                .toList();
        String guarded = proxy().map(Provider.Proxy::externalHost)
                .or(() -> application.map(Application::launchUrl).filter(url -> !url.isEmpty()))
                .orElse(slug);
        return "sign-in for " + guarded + (groups.isEmpty() ? "" : ", only " + String.join(", ", groups));
    }
}
