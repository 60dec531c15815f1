// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import dev.homelab.model.name.ServiceName;
import dev.homelab.provision.Owner;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of {@code dns.hosts}: {@code ADDRESS NAME [NAME...] [# comment]}.
 *
 * <p>FTL has kept comments since 6.0.3, and resolves none of them, so that is where our mark is.
 *
 * @param text as Pi-hole has it
 */
record HostLine(String text) implements Line {

    private static final String MARK = " # homelab:";
    private static final Pattern MARKED = Pattern.compile("(.*)" + MARK + "([a-z][a-z0-9-]*)/([a-z][a-z0-9-]*)");

    /** Makes the line that stands for {@code bare} on behalf of its owner, who leaves a mark. */
    static HostLine of(String bare, Optional<Owner> owner) {
        return new HostLine(bare + owner.map(who -> MARK + who).orElse(""));
    }

    String address() {
        return words().get(0);
    }

    boolean isIpv6() {
        return address().contains(":");
    }

    @Override
    public List<String> names() {
        return words().stream()
                .takeWhile(word -> !word.startsWith("#"))
                .skip(1)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    /** Returns whose mark it carries. A person who added a name to one of our lines has made it theirs. */
    Optional<Owner> owner() {
        Matcher marked = MARKED.matcher(text);
        return marked.matches() && !isShared()
                ? Optional.of(new Owner(marked.group(2), ServiceName.of(marked.group(3))))
                : Optional.empty();
    }

    boolean belongsTo(String homelab) {
        return owner().filter(who -> who.homelab().equals(homelab)).isPresent();
    }

    /** Returns the line without its owner's mark. */
    String bare() {
        Matcher marked = MARKED.matcher(text);
        return owner().isPresent() && marked.matches() ? marked.group(1) : text;
    }

    private List<String> words() {
        return Arrays.asList(text.strip().split("\\s+", -1));
    }
}
