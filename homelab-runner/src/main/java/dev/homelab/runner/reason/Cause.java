// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.reason;

/**
 * Why something is to be changed.
 *
 * @param kind the sort of reason
 * @param detail what of it, in a few words; empty where the kind says all
 */
public record Cause(Kind kind, String detail) {

    /** The sorts of reasons. */
    public enum Kind {
        /** It was never applied. */
        NEW("new"),
        /** The service had another name. */
        RENAMED("renamed"),
        /** The definition says something else. */
        DEFINITION("definition changed"),
        /** A default of the inventory is another, which the definition leaves to it. */
        DEFAULT("default changed"),
        /** The lock of images has another digest for a tag. */
        LOCK("lock changed"),
        /** A template that the definition inherits from says something else. */
        TEMPLATE("template changed"),
        /** A value that the definition names is another. */
        VALUE("value changed"),
        /** A file that a container mounts has another text. */
        FILE("file changed"),
        /** A secret has another value. */
        SECRET("secret rotated"),
        /** The inventory says something else of the machines or servers. */
        INVENTORY("inventory changed"),
        /** Definitions say something else, and it is about all of them. */
        DEFINITIONS("definitions changed"),
        /** Another version of this program writes it differently. */
        TOOL("homelab updated"),
        /** A tag means another image in its registry than the one that runs. */
        IMAGE("image moved"),
        /** It was changed by hand on the target. */
        DRIFTED("changed by hand"),
        /** It was removed from the target by hand. */
        MISSING("missing"),
        /** Its definition is gone. */
        REMOVED("definition removed"),
        /** It is there, and no run is recorded that made it. */
        UNRECORDED("no earlier run is recorded"),
        /** It was not managed by homelab, and is adopted. */
        ADOPTED("adopted"),
        /** A rollback restores it as it was before a run. */
        UNDONE("back to before run");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** Returns whether it happened on the target, and no definition asked for it. */
        public boolean isDrift() {
            return this == DRIFTED || this == MISSING;
        }

        /** Returns whether every service rests on it: it explains a change only where nothing of the service's own does. */
        boolean isGeneral() {
            return this == INVENTORY || this == DEFINITIONS || this == TOOL;
        }
    }

    static Cause of(Kind kind) {
        return new Cause(kind, "");
    }

    /** Returns the cause in words, for a person. */
    public String text() {
        return detail.isEmpty() ? kind.words : kind.words + ": " + detail;
    }
}
