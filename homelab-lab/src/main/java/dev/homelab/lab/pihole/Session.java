// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.pihole;

/**
 * One signed-in client.
 *
 * @param id counts from 0
 * @param sid the key the client shows; Base64, and always with the characters that break in a URL
 * @param csrf the second key, which a client that shows the first as a cookie needs too
 * @param app whether it signed in with the application password
 */
record Session(int id, String sid, String csrf, boolean app) {}
