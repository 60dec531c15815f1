// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import dev.homelab.adapter.glance.Edit;
import dev.homelab.adapter.glance.Inclusion;
import dev.homelab.problem.Printable;
import java.util.ArrayList;
import java.util.List;

/** The line that includes a page of a dashboard, for people. */
public final class InclusionText {

    private InclusionText() {}

    /** Says where the line is, or where it belongs and what would become of the file. */
    public static List<String> lines(Inclusion inclusion) {
        List<String> lines = new ArrayList<>();
        String name = "%s, page %s: ".formatted(inclusion.target(), inclusion.page());
        if (inclusion.edit().isPresent()) {
            Edit edit = inclusion.edit().get();
            lines.add("%sone line belongs at %s.".formatted(name, edit.place()));
            lines.add("");
            lines.add("  --- %s/%s".formatted(inclusion.directory(), edit.file()));
            lines.add("  +++ %s/%s, line %d".formatted(inclusion.directory(), edit.file(), edit.line()));
            edit.difference().forEach(line -> lines.add("  " + line));
        } else if (inclusion.unplaced().isPresent()) {
            lines.add(
                    name + "nothing can be added, since " + inclusion.unplaced().get());
            lines.add("  Add this line yourself, to the \"widgets:\" of a column of the page:");
            lines.add("");
            lines.add("  " + inclusion.line());
        } else {
            lines.add(name + "the line is there.");
        }
        lines.add("");
        if (inclusion.isNew()) {
            lines.add("  %s/%s is made with it, with no service in it yet."
                    .formatted(inclusion.directory(), inclusion.file()));
            lines.add("");
        }
        return Printable.lines(lines);
    }
}
