// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Printable;
import dev.homelab.runner.ImageLockPlan;
import dev.homelab.runner.ImageLockPlan.LockChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes changes of the lock of images as lines for a person. */
public final class ImageLockText {

    private static final int BRIEF = "sha256:".length() + 12;

    private ImageLockText() {}

    /** Returns the lines. */
    public static List<String> lines(ImageLockPlan plan, boolean isWritten) {
        List<String> lines = new ArrayList<>();
        int width = plan.changes().stream()
                .mapToInt(change -> change.image().length())
                .max()
                .orElse(0);
        plan.changes().forEach(change -> lines.add(line(change, width)));
        String unchanged = plan.unchanged() == 0 ? "" : "; %d unchanged".formatted(plan.unchanged());
        if (plan.changes().isEmpty()) {
            lines.add(
                    plan.unchanged() == 0
                            ? "No image to lock."
                            : "Nothing to change: %d locked.".formatted(plan.unchanged()));
        } else {
            lines.add("%s %s: %d changed%s."
                    .formatted(
                            isWritten ? "Wrote" : "Would write",
                            plan.file(),
                            plan.changes().size(),
                            unchanged));
        }
        if (!plan.isUsed() && plan.unchanged() + plan.changes().size() > 0) {
            lines.add("It counts once the inventory says \"pin: lock\".");
        }
        return Printable.lines(lines);
    }

    private static String line(LockChange change, int width) {
        String sign = change.before().isEmpty() ? "+" : change.after().isEmpty() ? "-" : "~";
        String digests = change.before().map(ImageLockText::brief).stream().collect(Collectors.joining())
                + (change.before().isPresent() && change.after().isPresent() ? " -> " : "")
                + change.after().map(ImageLockText::brief).stream().collect(Collectors.joining());
        String services = change.services().isEmpty()
                ? "no definition names it"
                : change.services().stream().map(ServiceName::value).collect(Collectors.joining(", "));
        return "  %s %s  %s  (%s)".formatted(sign, PlanText.pad(change.image(), width), digests, services);
    }

    private static String brief(String digest) {
        return Optional.of(digest)
                .filter(text -> text.length() > BRIEF)
                .map(text -> text.substring(0, BRIEF))
                .orElse(digest);
    }
}
