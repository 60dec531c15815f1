// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.dnsmasq;

import dev.homelab.model.pattern.Patterns;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What the inventory says of a server that answers from a hosts file.
 *
 * @param host the machine with the file, as named in the inventory
 * @param file the hosts file on that machine; made with its folder if it is not there
 * @param reload the command and its arguments that make the server read the file again; none when absent, for a file in dnsmasq's {@code
 *     hostsdir}
 * @param dnsHost the name or address where the server answers DNS queries; the host's address when absent
 * @param dnsPort the port of that; 53 when absent
 * @param verify whether the server is asked for the names once they are written; true when absent
 */
public record DnsmasqSettings(
        @NotBlank(message = "is required, such as router") String host,

        @NotBlank(message = "is required, such as /etc/dnsmasq.d/hosts/homelab.hosts")
        @Pattern(
                regexp = "^/(\\S*/)?[^/\\s]+$",
                message = "must be a file from the root on, such as /etc/dnsmasq.d/hosts/homelab.hosts")
        String file,

        List<@NotBlank(message = "must not be empty, such as [systemctl, reload, dnsmasq]") String> reload,
        Optional<@Pattern(regexp = Patterns.HOST, message = "must be a name or address, such as 192.0.2.53") String>
                dnsHost,
        Optional<
                        @Min(value = 1, message = "must be from 1 to 65535, such as 53")
                        @Max(value = 65535, message = "must be from 1 to 65535, such as 53") Integer>
                dnsPort,
        Optional<Boolean> verify) {

    private static final int DNS_PORT = 53;

    public DnsmasqSettings {
        reload = Collections.unmodifiableList(reload == null ? List.of() : reload);
    }

    int port() {
        return dnsPort.orElse(DNS_PORT);
    }

    boolean isVerified() {
        return verify.orElse(true);
    }

    /** Returns the folder that the file is in. */
    String folder() {
        int slash = file.lastIndexOf('/');
        return slash == 0 ? "/" : file.substring(0, slash);
    }

    /** Returns the file's name in its folder. */
    String name() {
        return file.substring(file.lastIndexOf('/') + 1);
    }
}
