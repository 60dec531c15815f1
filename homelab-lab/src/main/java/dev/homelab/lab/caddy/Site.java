// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.caddy;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A site of a Caddyfile.
 *
 * @param address as it is written
 * @param scheme {@code https} unless the address has another
 * @param host lower case
 * @param port where it listens
 * @param path pattern of the paths it is for; empty for all
 * @param lines its directives
 */
record Site(String address, String scheme, String host, int port, String path, List<Directive> lines) {

    private static final Pattern ADDRESS =
            Pattern.compile("(?:(https?)://)?([A-Za-z0-9.*_-]*|\\[[0-9A-Fa-f:]+])(?::(\\d+))?(/\\S*)?");
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    static Site of(String address, List<Directive> lines) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new InvalidCaddyfileException("parsing key: invalid address: " + address);
        }
        boolean isPlain = "http".equals(parts.group(1)) || String.valueOf(HTTP).equals(parts.group(3));
        return new Site(
                address,
                isPlain ? "http" : "https",
                parts.group(2).toLowerCase(Locale.ROOT),
                parts.group(3) != null ? Integer.parseInt(parts.group(3)) : isPlain ? HTTP : HTTPS,
                parts.group(4) == null ? "" : parts.group(4),
                lines);
    }

    /** Returns what no other site may have. */
    String key() {
        return scheme + "://" + host + ":" + port + path;
    }
}
