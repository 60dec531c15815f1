// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.homepage;

import dev.homelab.provision.Owner;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose tile an entry is, and which of those of its service: a comment above it.
 *
 * @param owner whose it is
 * @param number of the tile among those of its service, from 1 on
 */
record Mark(Owner owner, int number) {

    private static final Pattern FORM =
            Pattern.compile("([a-z][a-z0-9-]{0,31}/[a-z][a-z0-9-]{0,62})(?:/([1-9][0-9]{0,5}))?");

    /** Reads what {@link #toString} wrote. */
    static Optional<Mark> parse(String text) {
        Matcher mark = FORM.matcher(text);
        return mark.matches()
                ? Optional.of(new Mark(
                        Owner.parse(mark.group(1)), mark.group(2) == null ? 1 : Integer.parseInt(mark.group(2))))
                : Optional.empty();
    }

    /** Returns the key of a tile of a service. */
    static String key(String service, int number) {
        return number == 1 ? service : service + "/" + number;
    }

    /** Returns the mark of a tile with such a key. */
    static Mark of(Owner owner, String key) {
        String number = key.substring(key.lastIndexOf('/') + 1);
        return new Mark(owner, number.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(number) : 1);
    }

    String key() {
        return key(owner.service().value(), number);
    }

    @Override
    public String toString() {
        return key(owner.toString(), number);
    }
}
