// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.inventory;

import java.util.List;

/** How a proxy asks an identity provider whether a visitor may pass. The settings of a target whose ways are its own implement it. */
public interface SignInSettings {

    /** Returns the path at which it is asked, below the address of the target. */
    String askingPath();

    /** Returns the headers of its answer that a service may see. */
    List<String> visitorHeaders();

    /** Returns what the address of its sign-in page holds. */
    String signInSign();
}
