// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.inventory;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.homelab.model.pattern.Patterns;
import dev.homelab.model.value.IpAddress;
import dev.homelab.model.value.PortMapping;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/**
 * A machine of the homelab.
 *
 * @param address where its published ports are reached, by the proxy above all; an IP address or a name
 * @param user who signs in over SSH; the one of the inventory's {@code ssh} when absent
 * @param ssh where SSH is reached, {@code HOST[:PORT]}, or {@code none}; the address at port 22 when absent
 * @param via the host through which SSH gets there, for one that is not reached from here; straight when absent
 * @param connection how this program works there; over SSH when absent
 * @param bind the address published ports listen on; all of the machine's when absent
 * @param firewalled whether something lets only the proxy reach its published ports; false when absent
 * @param networks how many networks its Docker has addresses for; 30 when absent, which is what the pools hold that
 *     Docker comes with (15 of 172.17.0.0/16 to 172.31.0.0/16, 16 of 192.168.0.0/16, less one for its own bridge)
 * @param docker where its Docker is, if it is not in a usual place; found on the host's own PATH and in usual folders when absent
 * @param sudo whether commands and files there need root, which {@code sudo} gives without a password; false when absent
 */
public record Host(
        @NotBlank(message = "is required, such as 192.0.2.11")
        @Pattern(regexp = Patterns.HOST, message = "must be an IP address or a name, such as 192.0.2.11")
        String address,

        Optional<@Pattern(regexp = "^\\S+$", message = "must not be empty, such as root") String> user,
        Optional<@Valid Ssh> ssh,

        Optional<
                        @Pattern(
                                regexp = "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$",
                                message = "must be the name of a host, such as nas")
                        String>
                via,

        Optional<Connection> connection,

        Optional<
                        @Pattern(
                                regexp = Patterns.ADDRESS,
                                message = "must be an IPv4 or IPv6 address, such as 127.0.0.1")
                        String>
                bind,
        Optional<Boolean> firewalled,
        Optional<@Min(value = 1, message = "must be at least 1, such as 200") Integer> networks,
        Optional<@Valid DockerAccess> docker,
        Optional<Boolean> sudo) {

    /** All addresses of a machine, as Docker writes them. */
    public static final String EVERYWHERE = "0.0.0.0";

    private static final int POOLS_OF_DOCKER = 30;

    /** Returns how many networks can be made there. */
    public int mostNetworks() {
        return networks.orElse(POOLS_OF_DOCKER);
    }

    /** Returns whether commands and files there are root's, through {@code sudo}. */
    public boolean needsSudo() {
        return sudo.orElse(false);
    }

    /** Returns whether something lets only the proxy reach its published ports. */
    public boolean isFirewalled() {
        return firewalled.orElse(false);
    }

    /** Returns the address at which a published port listens; all of the machine's are {@code 0.0.0.0}. */
    public String listensAt(PortMapping port) {
        return port.address().isEmpty() ? bind.orElse(EVERYWHERE) : port.address();
    }

    /** Returns the address at which a published port is reached from elsewhere. */
    public String reachedAt(PortMapping port) {
        String listens = listensAt(port);
        return IpAddress.isEverywhere(listens) ? address : listens;
    }

    /** Returns the address at which a published port listens; empty for all of both families, which is so where nothing says one. */
    public String boundTo(PortMapping port) {
        return port.address().isEmpty() ? bind.orElse("") : port.address();
    }

    /** Returns whether this program can sign in there. */
    public boolean hasSsh() {
        return !isLocal() && ssh.map(Ssh::isReachable).orElse(true);
    }

    /** Returns whether it is the machine that this program runs on. */
    public boolean isLocal() {
        return connection.filter(Connection.LOCAL::equals).isPresent();
    }

    /** Returns whether this program can run commands there and keep files, by whichever way. */
    public boolean isReachable() {
        return isLocal() || hasSsh();
    }

    /** Returns the name or address SSH connects to. */
    public String sshAddress() {
        return ssh.map(Ssh::address).orElse(address);
    }

    /** Returns the port SSH connects to. */
    public int sshPort() {
        return ssh.map(Ssh::port).orElse(Ssh.DEFAULT_PORT);
    }

    /** How this program works on a machine. */
    public enum Connection {
        /** It signs in over SSH. */
        @JsonProperty("ssh")
        SSH,
        /** It runs on that machine itself. */
        @JsonProperty("local")
        LOCAL
    }

    /**
     * Where SSH is reached.
     *
     * @param value {@code HOST[:PORT]} with an address of IPv6 in brackets before a port, or {@code none}
     */
    public record Ssh(
            @JsonValue
            @NotNull(message = "must not be empty, such as 192.0.2.11:22")
            @Pattern(regexp = Patterns.HOST_AND_PORT, message = "must be HOST:PORT or none, such as 192.0.2.11:22")
            String value) {

        static final int DEFAULT_PORT = 22;

        @JsonCreator
        public static Ssh of(String value) {
            return new Ssh(value);
        }

        boolean isReachable() {
            return !value.equals("none");
        }

        String address() {
            return IpAddress.bare(value.substring(0, end()));
        }

        int port() {
            return end() < value.length() ? Integer.parseInt(value.substring(end() + 1)) : DEFAULT_PORT;
        }

        /** Returns where the port is cut off. */
        private int end() {
            int colon = value.lastIndexOf(':');
            return colon < 0 || value.endsWith("]") || IpAddress.isIpv6(value) ? value.length() : colon;
        }
    }
}
