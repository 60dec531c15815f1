// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import dev.homelab.model.container.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a network of a project in the words of a Compose file, or of {@code docker network create}. Pure. */
final class NetworkSection {

    private NetworkSection() {}

    static Map<String, Object> of(Network network) {
        List<Map<String, Object>> ranges = new ArrayList<>();
        network.subnet()
                .ifPresent(subnet -> ranges.add(new Section()
                        .put("subnet", subnet)
                        .put("gateway", network.gateway())
                        .put("ip_range", network.ipRange())
                        .entries()));
        network.subnetV6()
                .ifPresent(subnet -> ranges.add(new Section()
                        .put("subnet", subnet)
                        .put("gateway", network.gatewayV6())
                        .entries()));
        Section options = new Section();
        network.parent().ifPresent(parent -> options.put("parent", parent));
        network.options().forEach(options::put);
        return new Section()
                .put("driver", network.driver().map(Network.Driver::word))
                .put("driver_opts", options)
                .put("internal", network.internal())
                .put(
                        "enable_ipv6",
                        Optional.of(network.hasIpv6())
                                .filter(has -> has || network.ipv6().isPresent()))
                .put("external", network.external())
                .put("ipam", ranges.isEmpty() ? Optional.empty() : Optional.of(Map.of("config", ranges)))
                .entries();
    }

    /** Returns the options of the command that creates it. */
    static List<String> arguments(Network network) {
        List<String> argv = new ArrayList<>();
        network.driver().ifPresent(driver -> argv.addAll(List.of("--driver", driver.word())));
        network.parent().ifPresent(parent -> argv.addAll(List.of("--opt", "parent=" + parent)));
        network.subnet().ifPresent(subnet -> argv.addAll(List.of("--subnet", subnet)));
        network.gateway().ifPresent(gateway -> argv.addAll(List.of("--gateway", gateway)));
        network.ipRange().ifPresent(range -> argv.addAll(List.of("--ip-range", range)));
        if (network.hasIpv6()) {
            argv.add("--ipv6");
        }
        network.subnetV6().ifPresent(subnet -> argv.addAll(List.of("--subnet", subnet)));
        network.gatewayV6().ifPresent(gateway -> argv.addAll(List.of("--gateway", gateway)));
        if (network.isInternal()) {
            argv.add("--internal");
        }
        network.options().forEach((name, value) -> argv.addAll(List.of("--opt", name + "=" + value)));
        return argv;
    }
}
