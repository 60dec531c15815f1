// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.engine;

/**
 * Something that one container uses of another. Docker resolves it once, when the container is created: recreating the other
 * leaves this one with nothing there, whatever the definitions say.
 *
 * @param kind what it uses
 * @param container the other's id; its name where a file names a container whose volumes it uses
 */
public record Relation(Kind kind, String container) {

    /** What one container can use of another. */
    public enum Kind {
        NETWORK("network", true),
        PROCESSES("process namespace", true),
        SHARED_MEMORY("IPC namespace", true),
        VOLUMES("volumes", false);

        private final String noun;
        private final boolean endsWithProcesses;

        Kind(String noun, boolean endsWithProcesses) {
            this.noun = noun;
            this.endsWithProcesses = endsWithProcesses;
        }

        /** Returns whether a container loses it already when the other one is only stopped or restarted. */
        public boolean endsWithProcesses() {
            return endsWithProcesses;
        }

        @Override
        public String toString() {
            return noun;
        }
    }
}
