// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

/**
 * A release of Authentik, such as 2026.8.3.
 *
 * @param year of the release line
 * @param month of the release line
 * @param patch within the release line
 */
record AuthentikVersion(int year, int month, int patch) {

    static AuthentikVersion parse(String text) {
        String[] parts = text.split("\\.", 3);
        return new AuthentikVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    boolean isSince(int sinceYear, int sinceMonth) {
        return year > sinceYear || (year == sinceYear && month >= sinceMonth);
    }

    @Override
    public String toString() {
        return year + "." + month + "." + patch;
    }
}
