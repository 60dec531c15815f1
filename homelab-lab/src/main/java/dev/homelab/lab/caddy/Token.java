// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.caddy;

/**
 * One word of a Caddyfile.
 *
 * @param text without the quotes around it
 * @param isFirst whether it is the first of its line
 * @param place file and line, as messages name them
 */
record Token(String text, boolean isFirst, String place) {

    boolean is(String word) {
        return text.equals(word);
    }
}
