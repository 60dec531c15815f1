// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.support.secret.RootKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aNewKeyIsAllThatIsPrinted() {
        assertThat(run("key", "new")).isZero();

        assertThat(out.toString()).matches("[A-Za-z0-9+/]{43}=\\R");
        assertThat(RootKey.isSimple(out.toString().strip())).isFalse();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void everyKeyIsAnother() {
        run("key", "new");
        run("key", "new");

        assertThat(out.toString().lines()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void helpShowsHowToKeepIt() {
        assertThat(run("key", "new", "--help")).isZero();

        assertThat(out.toString()).contains("umask 077 && homelab key new > homelab.key");
    }

    private int run(String... arguments) {
        return Main.run(Map.of(), new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
