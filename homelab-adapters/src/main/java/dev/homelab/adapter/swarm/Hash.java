// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.swarm;

import dev.homelab.adapter.support.Sha256;

/** Names things by what they are made of. */
final class Hash {

    private static final int LENGTH = 16;
    /** A Swarm takes 64 characters. */
    private static final int LONGEST_STACK = 46;

    private Hash() {}

    static String of(String text) {
        return Sha256.hex(text, LENGTH);
    }

    /** Returns the name of a config or secret of a stack. Its content cannot change, so another content has another name. */
    static String name(String stack, String what, String content) {
        return stack.substring(0, Math.min(stack.length(), LONGEST_STACK)) + "_"
                + of(stack + "\0" + what + "\0" + content);
    }
}
