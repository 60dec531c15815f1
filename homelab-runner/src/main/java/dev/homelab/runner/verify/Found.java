// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import dev.homelab.model.name.ServiceName;
import dev.homelab.provision.Finding;
import java.util.List;
import java.util.Map;

/**
 * What was found of services.
 *
 * @param target the name of the target that sees to it
 */
public record Found(String target, Map<ServiceName, List<Finding>> findings) {}
