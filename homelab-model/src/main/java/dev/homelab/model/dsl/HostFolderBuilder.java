// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.container.HostFolder;
import java.util.Optional;

/** Collects what a {@link HostFolder} is to be. */
public final class HostFolderBuilder {

    private Optional<String> owner = Optional.empty();
    private Optional<String> mode = Optional.empty();

    HostFolderBuilder() {}

    public HostFolderBuilder owner(String userAndGroup) {
        owner = Optional.of(userAndGroup);
        return this;
    }

    public HostFolderBuilder mode(String octal) {
        mode = Optional.of(octal);
        return this;
    }

    HostFolder build() {
        return new HostFolder(owner, mode);
    }
}
