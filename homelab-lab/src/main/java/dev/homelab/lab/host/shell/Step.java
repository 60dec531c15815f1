// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.shell;

import java.util.List;

/**
 * One command of a shell text, not yet expanded.
 *
 * @param joint what stands in front of it: {@code &&}, {@code ||} or {@code ;}
 * @param words at least one, assignments in front of the command included
 * @param redirections in the order they are written
 */
record Step(String joint, List<Word> words, List<Redirection> redirections) {

    Step {
        words = List.copyOf(words);
        redirections = List.copyOf(redirections);
    }

    /** Returns whether it runs after a command that ended like this. */
    boolean runsAfter(boolean success) {
        return joint.equals(";") || joint.equals("&&") == success;
    }

    /**
     * Where one stream comes from or goes.
     *
     * @param operator such as {@code >} or {@code 2>}
     * @param file its path, or {@code 2} behind {@code >&}
     */
    record Redirection(String operator, Word file) {}

    /** Pieces that stand together without a blank. */
    record Word(List<Piece> pieces) {

        Word {
            pieces = List.copyOf(pieces);
        }
    }

    /** A part of a word. */
    record Piece(Kind kind, String text, boolean isQuoted) {}

    /** What a piece stands for. */
    enum Kind {
        TEXT,
        VARIABLE,
        COMMAND
    }
}
