// SPDX-License-Identifier: Apache-2.0
package dev.homelab.problem;

import static java.util.Comparator.comparing;

import java.util.Comparator;

/** The place a problem points at: a place in a file, a target, or nothing. */
public sealed interface Where extends Comparable<Where> {

    /** Returns the place in the words a person reads; empty when there is none. */
    String render();

    /** Returns text that sorts files first (by name, line, column), then targets, then nothing. */
    String order();

    /** No particular place. */
    static Where nowhere() {
        return new Nowhere();
    }

    /** A target as the inventory names it. */
    static Where target(String name, String address) {
        return new OnTarget(name, address);
    }

    @Override
    default int compareTo(Where other) {
        Comparator<Where> byOrder = comparing(Where::order);
        return byOrder.compare(this, other);
    }

    /**
     * A place in a definition file.
     *
     * @param file relative to the folder the person stands in
     * @param line counted from 1
     * @param column counted from 1
     * @param path the YAML path, such as {@code routes[0].hostname}; empty for the file as a whole
     */
    record InFile(String file, int line, int column, String path) implements Where {
        @Override
        public String render() {
            return "%s:%d:%d %s".formatted(file, line, column, path).strip();
        }

        @Override
        public String order() {
            return "0%s:%09d:%09d".formatted(file, line, column);
        }
    }

    /**
     * A target, or a server this homelab talks to.
     *
     * @param name as in the inventory
     * @param address how it is reached; empty when that adds nothing
     */
    record OnTarget(String name, String address) implements Where {
        @Override
        public String render() {
            return "target " + name + (address.isEmpty() ? "" : " (" + address + ")");
        }

        @Override
        public String order() {
            return "1" + name;
        }
    }

    /** No place. */
    record Nowhere() implements Where {
        @Override
        public String render() {
            return "";
        }

        @Override
        public String order() {
            return "2";
        }
    }
}
