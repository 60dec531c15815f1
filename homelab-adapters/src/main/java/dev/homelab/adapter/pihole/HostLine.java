// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of {@code dns.hosts}: {@code ADDRESS NAME [NAME...] [# comment]}.
 *
 * <p>FTL has kept comments since 6.0.3, and resolves none of them, so that is where our mark is: {@code # homelab:HOME:SERVICE}.
 * An earlier mark had a slash before the service; Pi-hole's web interface cannot delete a line with a slash. It still counts.
 */
final class HostLine implements Line {

    private static final String MARK = " # homelab:";
    private static final Pattern OWNER = Pattern.compile("([a-z][a-z0-9-]*+)([:/])([a-z][a-z0-9-]*+)");

    private final String text;
    private final String bare;
    private final Optional<Owner> owner;
    private final boolean isMarkedAsBefore;
    private final String address;
    private final List<String> words;
    private final List<String> names;

    HostLine(String text) {
        this.text = text;
        this.words = words(text);
        this.address = words.get(0);
        this.names = words.stream()
                .skip(1)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .map(word -> word.endsWith(".") ? word.substring(0, word.length() - 1) : word)
                .distinct()
                .toList();
        int mark = text.lastIndexOf(MARK);
        Matcher marked = OWNER.matcher(mark < 0 || names.size() > 1 ? "" : text.substring(mark + MARK.length()));
        boolean isMarked = marked.matches(); // a line of ours with a name added by hand is unmanaged
        this.owner =
                isMarked ? Optional.of(new Owner(marked.group(1), ServiceName.of(marked.group(3)))) : Optional.empty();
        this.isMarkedAsBefore = isMarked && marked.group(2).equals("/");
        this.bare = isMarked ? text.substring(0, mark) : text;
    }

    /** Makes the line that stands for {@code bare} on behalf of its owner, who leaves a mark. */
    static HostLine of(String bare, Optional<Owner> owner) {
        return new HostLine(bare
                + owner.map(who -> MARK + who.homelab() + ":" + who.service()).orElse(""));
    }

    @Override
    public String text() {
        return text;
    }

    String address() {
        return address;
    }

    @Override
    public List<String> names() {
        return names;
    }

    /** Returns whose mark it carries. */
    Optional<Owner> owner() {
        return owner;
    }

    boolean belongsTo(String homelab) {
        return owner.filter(who -> who.homelab().equals(homelab)).isPresent();
    }

    /** Returns the line without its owner's mark. */
    String bare() {
        return bare;
    }

    /** Returns the same line with the mark of today. */
    HostLine remarked() {
        return isMarkedAsBefore ? of(bare, owner) : this;
    }

    /** Returns whether FTL stores both alike, but for the form of the mark. */
    boolean isSameAs(HostLine other) {
        return owner.equals(other.owner) && stored(bare).equals(stored(other.bare));
    }

    /** Returns why FTL's validator refuses it, and with it every write of the array it stands in; nothing if it does not. */
    Optional<String> refusal() {
        if (address.isEmpty()) {
            return Optional.of("it is empty");
        }
        if (!Addresses.isAddress(address)) {
            return Optional.of("\"%s\" is not an IP address".formatted(address));
        }
        return words.size() < 2
                ? Optional.of("it has no hostname")
                : words.stream()
                        .skip(1)
                        .filter(name -> !Addresses.isHostname(name))
                        .findFirst()
                        .map("\"%s\" is not a hostname"::formatted);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostLine line && line.text.equals(text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text);
    }

    @Override
    public String toString() {
        return text;
    }

    /** FTL turns tabs into blanks, strips both ends, and makes one blank of several before a comment. */
    private static String stored(String line) {
        String blank = line.replace('\t', ' ').strip();
        int comment = blank.indexOf('#');
        String front = comment < 0 ? blank : blank.substring(0, comment);
        return String.join(" ", front.split(" ++", -1)) + (comment < 0 ? "" : blank.substring(comment));
    }

    private static List<String> words(String line) {
        String[] all = line.strip().split("\\s++", -1);
        List<String> words = new ArrayList<>(List.of(all[0]));
        for (int i = 1; i < all.length && !all[i].startsWith("#") && !all[0].startsWith("#"); i++) {
            words.add(all[i]);
        }
        return List.copyOf(words);
    }
}
