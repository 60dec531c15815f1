// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.site;

import dev.homelab.runner.render.Difference;
import java.util.List;

/**
 * Changes as a page shows them: those of a plan, of a run, or what was changed by hand.
 *
 * @param homelab its name
 * @param title such as {@code Plan}
 * @param summary one sentence that says what would happen, or happened
 * @param counts the numbers of the page
 * @param scope what it is limited to, a sentence each
 * @param resumption what is done beyond it; empty if no run was interrupted
 * @param services the changes by service; those that lose something or bear a risk come first
 * @param skipped the services with changes that are not within its limits
 * @param refusal why it would not be applied; empty if it would
 * @param unreachable the problems of targets that were skipped
 * @param warnings what to know although it keeps nothing from being done
 */
public record PlanPage(
        String homelab,
        String title,
        String summary,
        Counts counts,
        List<String> scope,
        List<String> resumption,
        List<ServiceChanges> services,
        List<String> skipped,
        List<Note> refusal,
        List<Note> unreachable,
        List<Note> warnings) {

    public PlanPage {
        scope = List.copyOf(scope);
        resumption = List.copyOf(resumption);
        services = List.copyOf(services);
        skipped = List.copyOf(skipped);
        refusal = List.copyOf(refusal);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    /**
     * The numbers of a page.
     *
     * @param services how many services have a change or a conflict
     * @param unchanged what is ours at the targets and stays as it is; -1 if that is not known
     * @param risky how many changes bear a risk
     * @param skipped how many changes and conflicts are not within the limits
     */
    public record Counts(
            int create, int update, int delete, int conflicts, int services, int unchanged, int risky, int skipped) {

        /** Returns how many changes there are; conflicts are none. */
        public int changes() {
            return create + update + delete;
        }
    }

    /** The changes of one service. */
    public record ServiceChanges(String service, List<Row> rows) {}

    /**
     * One change or conflict.
     *
     * @param shape {@code create}, {@code update}, {@code delete} or {@code conflict}
     * @param symbol the sign that stands for it
     * @param target where, as named in the inventory
     * @param key the resource, as the target identifies it
     * @param summary the resource in words
     * @param risks what people may notice or lose
     * @param differences the fields it makes different
     * @param causes why
     * @param kept data that stays, and how to delete it by hand
     * @param progress how far a run came with it; empty for a plan
     * @param problem why it came no further; empty unless it failed
     */
    public record Row(
            String shape,
            String symbol,
            String target,
            String key,
            String summary,
            List<String> risks,
            List<Difference> differences,
            List<String> causes,
            List<Kept> kept,
            String progress,
            String problem) {}

    /** Data that stays; the command is empty if nothing deletes it. */
    public record Kept(String name, String command) {}

    /** A problem or warning. */
    public record Note(String summary, String where, String detail, String fix) {}
}
