// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.LoadBalancer;
import java.util.Optional;

/** Collects what a {@link LoadBalancer} is to be. */
public final class LoadBalancerBuilder {

    private Optional<LoadBalancer.Scheme> scheme = Optional.empty();
    private Optional<Boolean> passHostHeader = Optional.empty();
    private Optional<String> serversTransport = Optional.empty();

    LoadBalancerBuilder() {}

    public LoadBalancerBuilder scheme(LoadBalancer.Scheme value) {
        scheme = Optional.of(value);
        return this;
    }

    public LoadBalancerBuilder passHostHeader(boolean value) {
        passHostHeader = Optional.of(value);
        return this;
    }

    public LoadBalancerBuilder serversTransport(String name) {
        serversTransport = Optional.of(name);
        return this;
    }

    LoadBalancer build() {
        return new LoadBalancer(scheme, passHostHeader, serversTransport);
    }
}
