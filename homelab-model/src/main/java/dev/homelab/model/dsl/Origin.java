// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.problem.Positions;
import java.lang.StackWalker.StackFrame;
import java.util.Map;

/**
 * The line of code that a definition was made by.
 *
 * @param className the class, with its package
 * @param file the file of the class, without its folder
 * @param line counted from 1
 */
record Origin(String className, String file, int line) {

    private static final String OWN = Origin.class.getPackageName() + ".";

    /** Returns the nearest line that is neither of this package nor of Java itself, such as a stream. */
    static Origin ofCaller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> isOfPerson(frame.getClassName()))
                        .findFirst()
                        .map(Origin::of)
                        .orElseThrow());
    }

    private static boolean isOfPerson(String className) {
        boolean own = className.startsWith(OWN + "Dsl") || className.startsWith(OWN + "Origin");
        return !own && !className.startsWith("java.");
    }

    private static Origin of(StackFrame frame) {
        String file = frame.getFileName();
        String name = frame.getClassName();
        return new Origin(name, file == null ? name : file, Math.max(1, frame.getLineNumber()));
    }

    /** Returns the definition of a service that this line makes. */
    Definition define(Service service) {
        return new Definition(service, category(), positions());
    }

    /** Returns the last part of the package. */
    private String category() {
        return packageName().substring(packageName().lastIndexOf('.') + 1);
    }

    private Positions positions() {
        String folder = packageName().isEmpty() ? "" : packageName().replace('.', '/') + "/";
        return new Positions(folder + file, Map.of("", new Positions.Place(line, 1)));
    }

    private String packageName() {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }
}
