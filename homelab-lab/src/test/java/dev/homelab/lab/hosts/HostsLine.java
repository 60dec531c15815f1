// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.hosts;

import dev.homelab.provision.Observed;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Resource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a hosts file, such as {@code 192.0.2.20 films.home.arpa # homelab: home/films}. The comment is our mark.
 *
 * @param name what is looked up
 * @param address what is found
 */
record HostsLine(String name, String address) implements Resource {

    private static final Pattern FORM = Pattern.compile("(\\S+)\\s+(\\S+)(?:\\s+# homelab: (\\S+))?");

    /** Reads a line; what is not of this form, such as a comment or a line of several names, is none of our business. */
    static Optional<Observed<HostsLine>> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (text.startsWith("#") || !parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Observed<>(
                new HostsLine(parts.group(2), parts.group(1)),
                Optional.ofNullable(parts.group(3)).map(Owner::parse)));
    }

    static String text(Observed<HostsLine> line) {
        return line.resource().address()
                + " "
                + line.resource().name()
                + line.owner().map(owner -> " # homelab: " + owner).orElse("");
    }

    @Override
    public String key() {
        return name;
    }

    @Override
    public String summary() {
        return name + " at " + address;
    }
}
