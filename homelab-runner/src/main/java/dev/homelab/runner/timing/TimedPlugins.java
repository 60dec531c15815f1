// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.timing;

import dev.homelab.spi.Adapter;
import dev.homelab.spi.Plugins;
import java.util.ArrayList;
import java.util.List;

/** Plugins with adapters whose work is timed. */
public final class TimedPlugins {

    private TimedPlugins() {}

    /** Returns the same plugins, timed. */
    public static Plugins of(Plugins plugins, Timings timings) {
        List<Adapter<?>> timed = new ArrayList<>();
        plugins.adapters().forEach(adapter -> timed.add(new TimedAdapter<>(adapter, timings)));
        return new Plugins(timed, plugins.notifiers(), plugins.secretSources(), plugins.problems());
    }
}
