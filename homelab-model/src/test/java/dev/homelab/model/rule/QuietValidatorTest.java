// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class QuietValidatorTest {

    @Test
    void judgingDefinitionsLogsNoGreetingIntoTheProgramThatEmbedsUs() {
        Constraints judged = new Constraints();

        assertThat(judged).isNotNull();
        assertThat(Logger.getLogger("org.hibernate.validator.internal.util.Version")
                        .isLoggable(Level.INFO))
                .isFalse();
    }
}
