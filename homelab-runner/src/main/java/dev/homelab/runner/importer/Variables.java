// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import java.util.regex.Pattern;

/** Names of variables that a definition can say. */
final class Variables {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

    private Variables() {}

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}
