// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.provision.Resource;

/** The simplest resource there is. */
public record Thing(String key, String summary) implements Resource {}
