// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.container;

import dev.homelab.model.rule.support.Rule;
import java.util.List;

/** The rules of this room. */
public final class ContainerRules {

    private ContainerRules() {}

    public static List<Rule> all() {
        return List.of(
                new DependedOnContainer(),
                new NetworkModeLeads(),
                new NetworksBesideMode(),
                new NoContainerCycle(),
                new OneMountPerPath(),
                new PortRangesFit(),
                new VariableGivenOnce(),
                new MountedVolume(),
                new ImageInLowerCase(),
                new ImagePinned(),
                new ImageOrBuild());
    }
}
