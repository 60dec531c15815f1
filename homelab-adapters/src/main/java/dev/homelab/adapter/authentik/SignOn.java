// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import static java.util.Comparator.comparing;

import dev.homelab.provision.Owner;
import dev.homelab.provision.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that Authentik needs to ask the visitors of one service to sign in: an application, the groups bound to it, a
 * proxy provider, and its place on an outpost.
 *
 * <p>Either part may be missing, as it is after something failed half-way. The marks are among the values, in {@code
 * publisher} and in the provider's {@code name}.
 *
 * @param slug of the application, which is the service's name
 * @param application what people see
 * @param provider what asks them to sign in
 */
public record SignOn(String slug, Optional<Application> application, Optional<Provider> provider) implements Resource {

    static final String FORWARD = "forward_single";

    /**
     * What people see on their page of applications.
     *
     * @param title its name there
     * @param launchUrl where a click leads
     * @param publisher our mark, or whatever a person wrote
     * @param bindings who may pass, sorted; empty for everyone who can sign in
     * @param guarded whether the provider is set to guard it
     */
    public record Application(
            String title, String launchUrl, String publisher, List<Binding> bindings, boolean guarded) {

        public Application {
            bindings = bindings.stream()
                    .distinct()
                    .sorted(comparing(Binding::group).thenComparingInt(Binding::order))
                    .toList();
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

    /**
     * What asks visitors to sign in.
     *
     * @param name unique at the server; ours is our mark
     * @param mode such as {@code forward_single}; the provider's type where it is no proxy provider
     * @param externalHost the address visitors type
     * @param internalHost where requests are passed on to in mode {@code proxy}; empty otherwise
     * @param served whether it is on the outpost
     */
    public record Provider(String name, String mode, String externalHost, String internalHost, boolean served) {}

    /** Returns what makes visitors of {@code url} sign in, on behalf of a service. */
    static SignOn of(Owner owner, String title, String url, Set<String> groups) {
        List<Binding> bindings = groups.stream().map(Binding::to).toList();
        return new SignOn(
                owner.service().value(),
                Optional.of(new Application(title, url, Mark.publisher(owner), bindings, true)),
                Optional.of(new Provider(Mark.providerName(owner), FORWARD, url, "", true)));
    }

    /** Returns whether it can be made in one step: application, provider, and one guarding the other. */
    boolean isWhole() {
        return provider.isPresent() && application.filter(Application::guarded).isPresent();
    }

    boolean isServed() {
        return provider.filter(Provider::served).isPresent();
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
        return "sign-in for " + provider.map(Provider::externalHost).orElse(slug)
                + (groups.isEmpty() ? "" : ", only " + String.join(", ", groups));
    }
}
