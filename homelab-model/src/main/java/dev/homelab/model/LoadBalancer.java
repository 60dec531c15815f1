// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.homelab.model.pattern.Patterns;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/**
 * How the proxy passes requests on to who answers them.
 *
 * @param scheme how a container is spoken to; {@code http} when absent
 * @param passHostHeader whether who answers sees the hostname that the visitor typed; true when absent
 * @param serversTransport how connections are made, as named at the proxy, such as one that trusts a certificate of its
 *     own; the proxy's usual way when absent
 */
public record LoadBalancer(
        Optional<Scheme> scheme,
        Optional<Boolean> passHostHeader,
        Optional<@Pattern(regexp = Patterns.PROXY_NAME, message = "must be a name at the proxy, such as own-ca") String>
                serversTransport) {

    /** The ways to speak to a container. */
    public enum Scheme {
        /** Plain HTTP. */
        @JsonProperty("http")
        HTTP,
        /** HTTP over TLS. */
        @JsonProperty("https")
        HTTPS,
        /** HTTP/2 without TLS, as gRPC uses it. */
        @JsonProperty("h2c")
        H2C
    }
}
