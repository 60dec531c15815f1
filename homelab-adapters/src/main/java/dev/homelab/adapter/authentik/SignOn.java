// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import static java.util.Comparator.comparing;

import dev.homelab.provision.Resource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

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
 */
public record SignOn(String slug, Optional<Application> application, Optional<Provider> provider) implements Resource {

    static final String NOWHERE = "blank://blank";

    /**
     * What people see on their page of applications.
     *
     * @param title its name there
     * @param launchUrl where a click leads
     * @param hidden whether it is left out there
     * @param publisher our mark, or whatever a person wrote
     * @param bindings who may pass, sorted; empty for everyone who can sign in
     * @param guarded whether the provider is set to guard it
     */
    public record Application(
            String title, String launchUrl, boolean hidden, String publisher, List<Binding> bindings, boolean guarded) {

        public Application {
            bindings = bindings.stream()
                    .distinct()
                    .sorted(comparing(Binding::group).thenComparingInt(Binding::order))
                    .toList();
        }

        static Application of(String title, String launchUrl, String publisher, Collection<String> groups) {
            List<Binding> bindings = groups.stream().map(Binding::to).toList();
            return new Application(title, launchUrl, false, publisher, bindings, true);
        }

        /** Returns the same, left out of people's page: before 2026.5 an address that leads nowhere did that. */
        Application asHidden() {
            return new Application(title, NOWHERE, true, publisher, bindings, guarded);
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
     * @param failureResult what counts if it cannot be told
     */
    public record Binding(
            String group, int order, boolean negate, boolean enabled, int timeout, boolean failureResult) {

        private static final int TIMEOUT = 30;

        static Binding to(String group) {
            return new Binding(group, 0, false, true, TIMEOUT, false);
        }
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
