// SPDX-License-Identifier: Apache-2.0
/** A message of each run in a channel on Slack, or on a server that takes the same webhooks, such as Mattermost. */
@NullMarked
package dev.homelab.adapter.slack;

import org.jspecify.annotations.NullMarked;
