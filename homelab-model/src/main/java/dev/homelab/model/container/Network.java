// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.container;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.homelab.model.pattern.NullTolerant;
import dev.homelab.model.pattern.Patterns;
import dev.homelab.model.value.IpSubnet;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a network of Docker is created. One that exists is never changed.
 *
 * @param driver what connects its containers; {@code bridge} when absent
 * @param parent the interface of the host that a macvlan or ipvlan network is reached through, such as {@code eth0.20}
 * @param subnet its range of IPv4 addresses; the next free one of Docker's pools when absent
 * @param gateway its address of the host, or of the router of a macvlan or ipvlan network; the first of the subnet when absent
 * @param ipRange the part of its subnet that containers without an address of their own get theirs from; all of it when absent
 * @param subnetV6 its range of IPv6 addresses, which gives it IPv6
 * @param gatewayV6 the same as the gateway, for IPv6
 * @param internal whether nothing outside of it can be reached from it; false when absent
 * @param ipv6 whether its containers have addresses of IPv6; only if it has a range of them when absent
 * @param options options of the driver
 * @param external whether it is created outside of homelab; it must exist before a service starts that joins it
 */
public record Network(
        Optional<Driver> driver,
        Optional<
                        @Pattern(regexp = Network.INTERFACE, message = "must be an interface of the host, such as eth0")
                        String>
                parent,
        Optional<@Pattern(regexp = Patterns.SUBNET, message = Patterns.SUBNET_MESSAGE) String> subnet,
        Optional<@Pattern(regexp = Patterns.ADDRESS_V4, message = "must be an IPv4 address, such as 172.30.0.1") String>
                gateway,
        Optional<@Pattern(regexp = Patterns.SUBNET, message = Patterns.SUBNET_MESSAGE) String> ipRange,
        Optional<
                        @Pattern(
                                regexp = Patterns.SUBNET_V6,
                                message = "must be a range of IPv6 addresses, such as fd00:30::/64")
                        String>
                subnetV6,
        Optional<@Pattern(regexp = Patterns.ADDRESS_V6, message = "must be an IPv6 address, such as fd00:30::1") String>
                gatewayV6,
        Optional<Boolean> internal,
        Optional<Boolean> ipv6,
        Map<
                        @Pattern(
                                regexp = Network.OPTION,
                                message = "must be an option of the driver, such as macvlan_mode")
                        String,
                        @NotNull(message = "must have a value, such as bridge") String>
                options,
        Optional<Boolean> external) {

    static final String INTERFACE = "^[^\\s/:]{1,15}$";
    static final String OPTION = "^[^\\s=]+$";

    /** One that is made with nothing but its name. */
    public static final Network PLAIN = only(Optional.empty());

    /** What connects the containers of a network. */
    public enum Driver {
        /** A bridge within the host. */
        @JsonProperty("bridge")
        BRIDGE,
        /** The network of the host itself, where each container has an address and a hardware address of its own. */
        @JsonProperty("macvlan")
        MACVLAN,
        /** The network of the host itself, where containers share the hardware address of the host. */
        @JsonProperty("ipvlan")
        IPVLAN;

        /** Returns its name, as Docker writes it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public Network {
        options = NullTolerant.of(options);
    }

    private static Network only(Optional<Boolean> external) {
        return new Network(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                external);
    }

    /** Returns what connects its containers. */
    public Driver usedDriver() {
        return driver.orElse(Driver.BRIDGE);
    }

    /** Returns whether it is created outside of homelab. */
    public boolean isExternal() {
        return external.orElse(false);
    }

    /** Returns whether it is created so that nothing outside of it can be reached from it. */
    public boolean isInternal() {
        return internal.orElse(false);
    }

    /** Returns whether it is created with IPv6. */
    public boolean hasIpv6() {
        return ipv6.orElse(subnetV6.isPresent());
    }

    /** Returns the ranges that are written for it, of both families. */
    public Stream<IpSubnet> subnets() {
        return Stream.of(subnet, subnetV6).flatMap(Optional::stream).flatMap(text -> IpSubnet.parse(text).stream());
    }

    @JsonIgnore
    @AssertTrue(message = "must have no other setting if it is external, such as {external: true}")
    public boolean isEitherExternalOrDescribed() {
        return !isExternal() || equals(only(external));
    }

    @JsonIgnore
    @AssertTrue(
            message =
                    "must have a parent if its driver is macvlan or ipvlan, and none otherwise, such as {driver: macvlan, parent: eth0}")
    public boolean isEitherOnAParentOrABridge() {
        return parent.isPresent() == (usedDriver() != Driver.BRIDGE);
    }

    @JsonIgnore
    @AssertTrue(
            message =
                    "must have its gateway and ipRange within a subnet of its own, such as {subnet: 172.30.0.0/24, gateway: 172.30.0.1}")
    public boolean isEitherWithinItsSubnetOrWithout() {
        return isWithin(gateway, subnet)
                && isWithin(gatewayV6, subnetV6)
                && ipRange.map(range -> subnet.isPresent()
                                && (IpSubnet.parse(range).isEmpty()
                                        || subnet.flatMap(IpSubnet::parse)
                                                .map(all -> all.contains(
                                                        IpSubnet.parse(range).orElseThrow()))
                                                .orElse(true)))
                        .orElse(true);
    }

    @JsonIgnore
    @AssertTrue(message = "must not have a subnetV6 and \"ipv6: false\", such as {subnetV6: fd00:30::/64}")
    public boolean isEitherWithIpv6OrWithout() {
        return subnetV6.isEmpty() || hasIpv6();
    }

    /** A range that is malformed has a constraint of its own. */
    private static boolean isWithin(Optional<String> address, Optional<String> subnet) {
        return address.isEmpty()
                || (subnet.isPresent()
                        && subnet.flatMap(IpSubnet::parse)
                                .map(range -> range.contains(address.get()))
                                .orElse(true));
    }
}
