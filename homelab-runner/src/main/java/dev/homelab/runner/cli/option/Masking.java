// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.option;

import dev.homelab.adapter.support.secret.Masker;

/** A program with one masker for everything it prints, sends or keeps. */
public interface Masking {

    /** Returns the masker, which knows every secret that was found so far. */
    Masker masker();
}
