// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

/** Lines and blocks of a Caddyfile, indented as {@code caddy fmt} does it. Writes tokens as they are given. */
final class CaddyText {

    private final StringBuilder text = new StringBuilder();
    private int depth;

    void line(String... tokens) {
        text.append("\t".repeat(depth)).append(String.join(" ", tokens)).append('\n');
    }

    /** Writes a block, whose lines the second argument writes. */
    void block(String head, Runnable lines) {
        if (depth == 0 && !text.isEmpty()) {
            text.append('\n');
        }
        line(head, "{");
        depth++;
        lines.run();
        depth--;
        line("}");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
