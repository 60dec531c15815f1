// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.DnsRecord;
import dev.homelab.model.value.Hostname;
import java.util.Optional;

/** Collects what a {@link DnsRecord} is to be. */
public final class DnsRecordBuilder {

    private final Hostname hostname;
    private Optional<String> address = Optional.empty();
    private Optional<Hostname> cname = Optional.empty();

    DnsRecordBuilder(String hostname) {
        this.hostname = Hostname.of(hostname);
    }

    /** Answers with this IPv4 or IPv6 address instead of the proxy's. */
    public DnsRecordBuilder address(String ip) {
        address = Optional.of(ip);
        return this;
    }

    /** Makes it an alias of another name. */
    public DnsRecordBuilder cname(String target) {
        cname = Optional.of(Hostname.of(target));
        return this;
    }

    DnsRecord build() {
        return new DnsRecord(hostname, address, cname);
    }
}
