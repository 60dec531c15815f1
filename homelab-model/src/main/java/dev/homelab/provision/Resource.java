// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The smallest thing a target can change on its own, in the form the target reports it.
 *
 * <p>Implement this as a record. Its {@code equals} is the diff: two equal resources need no change, two different
 * resources with the same key are an update. It holds enough to make the thing again, since rolling back is nothing but
 * making what was observed before; a secret is held as {@link dev.homelab.model.value.EncryptedSecret}. Keep out of it whatever must
 * not decide that question: ids given by the target, and timestamps. What is needed only to restore it exactly is a {@link
 * RestoreOnly}.
 */
public interface Resource {

    /** Identifies this resource within its target; stable for as long as it exists. */
    String key();

    /** Says in a few words what it is, for the reader of a plan; no secret. */
    String summary();

    /**
     * Returns what a plan calls a field of this, in the words of the definition. Fields of one name are shown together, as one list.
     *
     * @param path of the field in this record, without places in lists, such as {@code lines} or {@code text.services.server.image}: a
     *     text that is YAML is looked into
     * @return empty for a field that a plan shows only if no other differs
     */
    default String fieldName(String path) {
        return path;
    }

    /**
     * Returns whether what is there now is this again, after a rollback to it: what equals it, and for some what is in order now
     * although this was not.
     */
    default boolean isRestoredBy(Resource now) {
        return equals(now);
    }

    /**
     * Returns its value as text if the target has no room for our mark beside it, so that its owner is kept in the ledger;
     * nothing, as most do, if it carries the mark. A change of the value by hand changes this text.
     */
    default Optional<String> ledgerValue() {
        return Optional.empty();
    }

    /**
     * Returns the parts of that value, where the target takes and gives them one by one, so that it may hold some of them for a while, or
     * some of an earlier value too. Each part is claimed in the ledger, and what is there is ours if all of its parts are claimed.
     */
    default List<String> ledgerValues() {
        return ledgerValue().stream().toList();
    }

    /** Returns the data that stays when it goes; nothing, as most do, if it keeps none that a person could miss. */
    default List<RetainedData> leftovers() {
        return List.of();
    }

    /**
     * Returns the names it was made from that mean something else by now, such as an image's tag; none, as most do, or when
     * it was not asked.
     */
    default Set<String> outdated() {
        return Set.of();
    }

    /**
     * Returns data that was lost at the target and that no change brings back, a sentence each; none, as most do. A report repeats them
     * with the change that begins from this.
     */
    default List<String> losses() {
        return List.of();
    }

    /**
     * Returns why this cannot be adopted if it is in conflict with a definition, as it stands at the target; nothing, as most do, if it
     * can.
     */
    default Optional<String> unadoptable() {
        return Optional.empty();
    }
}
