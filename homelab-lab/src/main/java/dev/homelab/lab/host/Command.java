// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host;

import dev.homelab.lab.host.shell.Output;
import java.util.List;

/**
 * One command that a host ran.
 *
 * @param host the name of the fake host
 * @param argv the words, without quotes
 * @param output its output
 */
public record Command(String host, List<String> argv, Output output) {}
