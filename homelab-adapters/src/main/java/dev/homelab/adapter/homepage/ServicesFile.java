// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.homepage;

import dev.homelab.spi.OwnedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The text of {@code services.yaml}: what people wrote, of which every byte stays, and the section of homelab between two marks.
 *
 * @param before the text before the section; all of it if there is none
 * @param after the text after the section
 * @param indentation of the list of groups
 * @param hand what people wrote
 * @param entries those of the section, in the order of the file
 * @param fault why the text cannot be changed, if it cannot; nothing is known of it then
 */
record ServicesFile(
        String before,
        String after,
        String indentation,
        HandWritten hand,
        List<SectionEntry> entries,
        Optional<Fault> fault) {

    static final String NAME = "services.yaml";
    static final String BEGIN = "# homelab: begin";
    static final String END = "# homelab: end";

    private static final String BEGIN_LINE =
            BEGIN + ". The next run writes these tiles again; keys that you add to one of them stay.";
    private static final Pattern BEGIN_MARK = Pattern.compile(" *# homelab: begin\\b.*");
    private static final Pattern END_MARK = Pattern.compile(" *# homelab: end *");

    /** Why a text cannot be changed. */
    enum Fault {
        /** It has bytes that are not UTF-8. */
        DAMAGED,
        /** It is no list of groups. */
        UNREADABLE,
        /** The section is not as homelab writes it. */
        SECTION
    }

    ServicesFile {
        entries = List.copyOf(entries);
    }

    static ServicesFile parse(String text) {
        if (OwnedText.isDamaged(text)) {
            return faulty(Fault.DAMAGED);
        }
        List<String> lines = lines(text);
        int begin = -1;
        int end = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = plain(lines.get(i));
            boolean isBegin = BEGIN_MARK.matcher(line).matches();
            boolean isEnd = END_MARK.matcher(line).matches();
            if ((isBegin && begin >= 0) || (isEnd && (begin < 0 || end >= 0))) {
                return faulty(Fault.SECTION);
            }
            begin = isBegin ? i : begin;
            end = isEnd ? i : end;
        }
        if (begin < 0) {
            return HandWritten.read(text, -1, -1)
                    .map(hand -> new ServicesFile(text, "", hand.indentation(), hand, List.of(), Optional.empty()))
                    .orElseGet(() -> faulty(Fault.UNREADABLE));
        }
        return end < 0 ? faulty(Fault.SECTION) : withSection(text, lines, begin, end);
    }

    private static ServicesFile withSection(String text, List<String> lines, int begin, int end) {
        String before = String.join("", lines.subList(0, begin));
        String after = String.join("", lines.subList(end + 1, lines.size()));
        if (HandWritten.read(before + after, -1, -1).isEmpty()) {
            return faulty(Fault.UNREADABLE);
        }
        String mark = lines.get(begin);
        String indentation = mark.substring(0, mark.indexOf('#'));
        List<String> within =
                lines.subList(begin + 1, end).stream().map(ServicesFile::plain).toList();
        Optional<List<SectionEntry>> entries = SectionText.read(within, indentation);
        Optional<HandWritten> hand = HandWritten.read(text, begin, end);
        return entries.isEmpty() || hand.isEmpty()
                ? faulty(Fault.SECTION)
                : new ServicesFile(before, after, indentation, hand.get(), entries.get(), Optional.empty());
    }

    /**
     * Returns the text with other entries in the section; without the section if there are none.
     *
     * @return nothing if a reader would not find just that in it, such as after a text without an end
     */
    Optional<String> text(List<SectionEntry> wanted) {
        List<SectionEntry> ordered = wanted.stream().sorted(SectionEntry.ORDER).toList();
        String text = ordered.isEmpty() ? before + after : before + lineEnd() + section(ordered) + after;
        ServicesFile read = parse(text);
        boolean saysJustThat =
                read.fault().isEmpty() && read.hand.said().equals(hand.said()) && read.entries.equals(ordered);
        return saysJustThat ? Optional.of(text) : Optional.empty();
    }

    private String section(List<SectionEntry> ordered) {
        return indentation + BEGIN_LINE + "\n" + SectionText.write(ordered, indentation) + indentation + END + "\n";
    }

    private String lineEnd() {
        return before.isEmpty() || before.endsWith("\n") ? "" : "\n";
    }

    private static ServicesFile faulty(Fault fault) {
        HandWritten nothing = new HandWritten("", new TreeSet<>(), List.of(), List.of());
        return new ServicesFile("", "", "", nothing, List.of(), Optional.of(fault));
    }

    /** Returns the lines with their ends. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int next = text.indexOf('\n', at) + 1;
            int end = next == 0 ? text.length() : next;
            lines.add(text.substring(at, end));
            at = end;
        }
        return lines;
    }

    private static String plain(String line) {
        String plain = line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
        return plain.endsWith("\r") ? plain.substring(0, plain.length() - 1) : plain;
    }
}
