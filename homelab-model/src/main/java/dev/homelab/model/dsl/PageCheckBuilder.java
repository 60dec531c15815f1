// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.PageCheck;
import java.util.Optional;

/** Collects what a {@link PageCheck} is to be. */
public final class PageCheckBuilder {

    private final String path;
    private Optional<Integer> status = Optional.empty();
    private Optional<String> contains = Optional.empty();

    PageCheckBuilder(String path) {
        this.path = path;
    }

    public PageCheckBuilder status(int code) {
        status = Optional.of(code);
        return this;
    }

    public PageCheckBuilder contains(String text) {
        contains = Optional.of(text);
        return this;
    }

    PageCheck build() {
        return new PageCheck(path, status, contains);
    }
}
