// SPDX-License-Identifier: Apache-2.0
/**
 * An Authentik that exists only in memory. Start reading at {@link dev.homelab.lab.authentik.FakeAuthentik}.
 *
 * <p>A {@code Form} says what a request may write, an {@code Endpoint} answers one group of paths, a {@code View}
 * completes a row to the object the API shows, and the {@code Directory} keeps the rows. What the server does beside
 * its API, standing between a browser and a service, is {@code ForwardAuth}.
 */
@NullMarked
package dev.homelab.lab.authentik;

import org.jspecify.annotations.NullMarked;
