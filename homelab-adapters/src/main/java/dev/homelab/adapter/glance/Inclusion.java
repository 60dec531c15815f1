// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import java.util.Optional;

/**
 * The one line by which files that homelab does not own include the tiles of a page.
 *
 * @param target the dashboard
 * @param directory the folder of its configuration
 * @param page in the form it has in the file's name: {@code media-room} for Media Room
 * @param file ours, which the line includes
 * @param isNew whether that file is to be made first
 * @param edit what adds the line; empty if it is there, or if its place is unknown
 * @param unplaced why its place is unknown, in a full sentence; empty if it is known
 */
public record Inclusion(
        String target,
        String directory,
        String page,
        String file,
        boolean isNew,
        Optional<Edit> edit,
        Optional<String> unplaced) {

    /** Returns the line, without its indentation. */
    public String line() {
        return Includes.line(file);
    }

    /** Returns whether nothing is left to do. */
    public boolean isThere() {
        return !isNew && edit.isEmpty() && unplaced.isEmpty();
    }
}
