// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import java.util.regex.Pattern;

/** Names of variables that a definition can say. */
final class Variables {

    private static final Pattern NAME = Pattern.compile("[^\\s=\\x00-\\x1f\\x7f]+");

    private Variables() {}

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}
