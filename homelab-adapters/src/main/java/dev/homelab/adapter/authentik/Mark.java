// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import dev.homelab.model.name.ServiceName;
import dev.homelab.provision.Owner;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How ownership is written where Authentik has no field for it: as an application's publisher, and in a provider's name,
 * so that a provider whose application is gone is still known as ours.
 */
final class Mark {

    private static final Pattern MARK = Pattern.compile("homelab[: ]([a-z][a-z0-9-]*)/([a-z][a-z0-9-]*)");

    private Mark() {}

    static String publisher(Owner owner) {
        return "homelab:" + owner;
    }

    static String providerName(Owner owner) {
        return "homelab " + owner;
    }

    /** Reads either of them. */
    static Optional<Owner> read(String text) {
        Matcher mark = MARK.matcher(text);
        return mark.matches() ? Optional.of(new Owner(mark.group(1), ServiceName.of(mark.group(2)))) : Optional.empty();
    }
}
