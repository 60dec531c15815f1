// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Owner;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How ownership is written where Authentik has no field for it: as an application's publisher, and in a provider's name,
 * so that a provider whose application is gone is still known as ours.
 *
 * <p>A service that is visited at several names has a sign-on for each. The first has as its slug the name that the service
 * had first, the others a number behind it, after an underscore, which no service's name has.
 */
final class Mark {

    private static final Pattern MARK =
            Pattern.compile("homelab[: ]([a-z][a-z0-9-]*)/([a-z][a-z0-9-]*)(?: ([1-9][0-9]*))?");

    private Mark() {}

    static String publisher(Owner owner) {
        return "homelab:" + owner;
    }

    /**
     * Returns the slug of one of a service's sign-ons.
     *
     * @param place counted from 1
     */
    static String slug(ServiceName service, int place) {
        return place == 1 ? service.value() : service + "_" + place;
    }

    static String providerName(Owner owner, int place) {
        return "homelab " + owner + (place == 1 ? "" : " " + place);
    }

    /** Reads either of them. */
    static Optional<Owner> read(String text) {
        Matcher mark = MARK.matcher(text);
        return mark.matches() ? Optional.of(new Owner(mark.group(1), ServiceName.of(mark.group(2)))) : Optional.empty();
    }

    /** Returns the slug of the sign-on that a provider of this name is for. */
    static Optional<String> slug(String providerName) {
        Matcher mark = MARK.matcher(providerName);
        if (!mark.matches()) {
            return Optional.empty();
        }
        return Optional.of(mark.group(2) + (mark.group(3) == null ? "" : "_" + mark.group(3)));
    }
}
