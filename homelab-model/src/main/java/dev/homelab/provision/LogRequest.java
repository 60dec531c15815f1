// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import java.util.Optional;

/**
 * What is to be read of a log.
 *
 * @param lines how many of the last lines
 * @param isFollowed whether to go on with new lines until it is cancelled
 * @param part the one part of the service to read, such as a container; empty for all
 */
public record LogRequest(int lines, boolean isFollowed, Optional<String> part) {}
