// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

/**
 * A release of Authentik, such as 2026.8.3, or a candidate of one, such as 2026.5.0-rc1.
 *
 * <p>A candidate has what releases before it have. Of what is new in its own release it has only what it was seen to have.
 *
 * @param year of the release line
 * @param month of the release line
 * @param patch within the release line, with what names a candidate, such as {@code 0-rc1}
 */
record AuthentikVersion(int year, int month, String patch) {

    static AuthentikVersion parse(String text) {
        String[] parts = text.split("\\.", 3);
        return new AuthentikVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), parts[2]);
    }

    boolean isSince(int sinceYear, int sinceMonth) {
        int complete = isCandidate() ? month - 1 : month;
        return year > sinceYear || (year == sinceYear && complete >= sinceMonth);
    }

    boolean isCandidate() {
        return patch.contains("-");
    }

    @Override
    public String toString() {
        return year + "." + month + "." + patch;
    }
}
