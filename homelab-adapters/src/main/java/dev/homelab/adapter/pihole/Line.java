// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import java.util.List;

/** One line of a list of local DNS records, as Pi-hole has it. */
interface Line {

    String text();

    /** Returns the names it answers for, in lower case, since DNS does not know the difference. */
    List<String> names();

    /** Returns whether it answers for more than one name, so that no single one may change it. */
    default boolean isShared() {
        return names().size() > 1;
    }
}
