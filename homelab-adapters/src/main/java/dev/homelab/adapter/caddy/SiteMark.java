// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

/**
 * The variable by which the sites of one file are known in Caddy's running configuration.
 *
 * @param variable its name, which says the service
 * @param hash of the text of the file
 */
record SiteMark(String variable, String hash) {}
