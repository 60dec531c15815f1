// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.dnsmasq;

import dev.homelab.model.value.IpAddress;
import dev.homelab.provision.Owner;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a hosts file: {@code ADDRESS NAME [NAME...] [# comment]}.
 *
 * @param text as it stands in the file, without the end of line
 * @param address what it answers with; empty for a line that answers nothing, such as a comment
 * @param names that it answers for, in lower case and without a dot at the end
 * @param owner what the mark says that is its comment; a marked line that got a second name by hand is unmanaged
 */
record HostsLine(String text, String address, List<String> names, Optional<Owner> owner) {

    private static final String MARK = " # homelab: ";
    private static final Pattern MARKED =
            Pattern.compile("# homelab: ([a-z][a-z0-9-]{0,31}/[a-z][a-z0-9-]{0,62})\\s{0,9}");

    /** Reads a line. Everything from the first {@code #} on is a comment, whatever is before it. */
    static HostsLine of(String text) {
        int comment = text.indexOf('#');
        String front = comment < 0 ? text : text.substring(0, comment);
        List<String> words = Arrays.stream(front.split("\\s", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.size() < 2 || !IpAddress.isAddress(words.get(0))) {
            return new HostsLine(text, "", List.of(), Optional.empty());
        }
        List<String> names = words.stream()
                .skip(1)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .map(word -> word.endsWith(".") ? word.substring(0, word.length() - 1) : word)
                .distinct()
                .toList();
        Matcher mark = MARKED.matcher(comment < 0 || names.size() > 1 ? "" : text.substring(comment));
        return new HostsLine(
                text, words.get(0), names, mark.matches() ? Optional.of(Owner.parse(mark.group(1))) : Optional.empty());
    }

    /** Makes a line of ours. */
    static HostsLine of(String bare, Owner owner) {
        return of(bare + MARK + owner);
    }

    /** Returns what a line of ours says, without the mark and in the form in which we write it. */
    String bare() {
        return IpAddress.normal(address) + " " + String.join(" ", names);
    }

    boolean belongsTo(String homelab) {
        return owner.filter(who -> who.homelab().equals(homelab)).isPresent();
    }
}
