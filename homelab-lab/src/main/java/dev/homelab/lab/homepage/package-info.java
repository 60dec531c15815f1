// SPDX-License-Identifier: Apache-2.0
/**
 * A stand-in for Homepage: its services file with placeholders, which is read at every request, its API and the page that visitors see.
 *
 * <p>Start at {@link dev.homelab.lab.homepage.FakeHomepage}. Behaviour follows v1.13.
 */
@NullMarked
package dev.homelab.lab.homepage;

import org.jspecify.annotations.NullMarked;
