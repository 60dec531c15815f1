// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.dnsmasq;

import dev.homelab.lab.contract.Samples;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.ServiceBuilder;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Services with names. */
final class SampleNames {

    private SampleNames() {}

    /** A service at {@code NAME.home.arpa} with this address. */
    static Service service(String name, String address) {
        return service(name, more -> more.dns(name + ".home.arpa", address));
    }

    static Service service(String name, Consumer<ServiceBuilder> more) {
        return Samples.service(name, "nas", "nginx:1.29", 8080, name + ".home.arpa", more);
    }

    static Service[] many() {
        return IntStream.range(0, 200)
                .mapToObj(number -> service("app" + number, "192.0.2.20"))
                .toArray(Service[]::new);
    }
}
