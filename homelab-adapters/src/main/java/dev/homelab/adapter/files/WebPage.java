// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.files;

import dev.homelab.adapter.support.Sha256;
import dev.homelab.provision.Resource;
import dev.homelab.provision.RestoreOnly;
import dev.homelab.spi.OwnedText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One page, or the style sheet. Two of the same content are equal, however they are compressed.
 *
 * @param path in the folder of the target
 * @param content what stands for its text where pages are compared
 * @param text its text, without our mark
 */
public record WebPage(
        String path, String content, @RestoreOnly PackedText text) implements Resource {

    private static final int LENGTH = 16;

    /** Returns the page of a text. */
    static WebPage of(String path, String text) {
        return new WebPage(path, Sha256.hex(text, LENGTH), PackedText.of(text));
    }

    @Override
    public String key() {
        return path;
    }

    @Override
    public String summary() {
        return "page " + path;
    }

    @Override
    public Optional<String> unadoptable() {
        return OwnedText.isDamaged(text.text())
                ? Optional.of("it is not UTF-8 text, so a rollback could not restore it; save it as UTF-8 first")
                : Optional.empty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WebPage page && page.path.equals(path) && page.content.equals(content);
    }

    @Override
    public int hashCode() {
        return content.hashCode();
    }

    @Override
    public String toString() {
        return path + " " + content;
    }
}
