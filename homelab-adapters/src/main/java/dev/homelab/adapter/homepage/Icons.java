// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.homepage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Icons in Homepage's words, of those of Glance, which definitions use: collections are named alike, and joined otherwise. */
final class Icons {

    private static final Pattern COLLECTION = Pattern.compile("(si|mdi|sh|di):(\\S+)");
    private static final Pattern FILE = Pattern.compile(".*\\.(png|svg|webp)");

    private Icons() {}

    /** Returns {@code si-jellyfin} for {@code si:jellyfin}, and {@code jellyfin.svg} for {@code di:jellyfin}; others as they are. */
    static String of(String icon) {
        String plain = icon.replaceFirst("^auto-invert ", "");
        Matcher collection = COLLECTION.matcher(plain);
        if (!collection.matches()) {
            return plain;
        }
        String name = collection.group(2);
        if (!collection.group(1).equals("di")) {
            return collection.group(1) + "-" + name;
        }
        return FILE.matcher(name).matches() ? name : name + ".svg";
    }
}
