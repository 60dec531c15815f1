// SPDX-License-Identifier: Apache-2.0
/** What must hold of networks and of the containers in them. Start at {@link dev.homelab.model.rule.network.NetworkRules}. */
@NullMarked
package dev.homelab.model.rule.network;

import org.jspecify.annotations.NullMarked;
