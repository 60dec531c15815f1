// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.name;

import dev.homelab.model.value.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * A name that a DNS server answers for and that homelab does not manage.
 *
 * @param hostname in lower case; people's names may be of one label only
 * @param addresses as people wrote them
 * @param alias the name that it stands for, in lower case
 * @param unadoptable why it cannot be adopted as it stands; empty if it can
 * @param isPlain whether homelab would write the same, apart from a mark
 */
public record FoundName(
        String hostname,
        List<String> addresses,
        Optional<String> alias,
        Optional<String> unadoptable,
        boolean isPlain) {

    /** Returns whether it answers with an address. */
    boolean answers(String address) {
        return addresses.stream().anyMatch(one -> IpAddress.same(one, address));
    }
}
