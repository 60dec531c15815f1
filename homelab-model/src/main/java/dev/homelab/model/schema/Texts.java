// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.schema;

import java.util.Optional;

/** What the javadoc says of records, for the people who write files. Javadoc is not in class files, so it is handed in. */
public interface Texts {

    /** Returns the javadoc of a type, without its tags. */
    Optional<String> type(Class<?> type);

    /** Returns the text of {@code @param} for a component of a record. */
    Optional<String> component(Class<?> record, String name);

    /** Returns the javadoc of a constant. */
    Optional<String> constant(Enum<?> constant);

    /** Returns no text for anything, where only the structure matters. */
    static Texts none() {
        return new Texts() {
            @Override
            public Optional<String> type(Class<?> type) {
                return Optional.empty();
            }

            @Override
            public Optional<String> component(Class<?> record, String name) {
                return Optional.empty();
            }

            @Override
            public Optional<String> constant(Enum<?> constant) {
                return Optional.empty();
            }
        };
    }
}
