// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveTest {

    private final List<String> writes = new ArrayList<>();
    private final OutputStream terminal = new OutputStream() {
        @Override
        public void write(int b) {
            writes.add(String.valueOf((char) b));
        }

        @Override
        public void write(byte[] bytes, int start, int length) {
            writes.add(new String(bytes, start, length, StandardCharsets.UTF_8));
        }
    };
    private final Live live = new Live(terminal);

    @Test
    void aFrameIsOneWriteThatGoesOverTheOneBefore() {
        live.show(List.of("one", "two"));
        live.show(List.of("one", "2"));

        assertThat(writes)
                .containsExactly("one\u001b[K\ntwo\u001b[K\n\u001b[J", "\u001b[2Aone\u001b[K\n2\u001b[K\n\u001b[J");
    }

    @Test
    void whatIsTheSameIsNotWrittenAgain() {
        live.show(List.of("one"));
        live.show(List.of("one"));

        assertThat(writes).hasSize(1);
    }

    @Test
    void whatIsPrintedGoesAboveInTheSameWrite() {
        live.show(List.of("at work"));
        PrintStream out = new PrintStream(live.above(terminal), true, StandardCharsets.UTF_8);
        out.print("a result\n");

        assertThat(writes.get(1)).isEqualTo("\u001b[1A\u001b[Ja result\nat work\u001b[K\n\u001b[J");
    }

    @Test
    void whatGoesElsewhereIsWrittenThereAlone() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        live.show(List.of("at work"));
        new PrintStream(live.above(file), true, StandardCharsets.UTF_8).print("a problem\n");

        assertThat(file.toString(StandardCharsets.UTF_8)).isEqualTo("a problem\n");
        assertThat(String.join("", writes)).endsWith("\u001b[1A\u001b[Jat work\u001b[K\n\u001b[J");
    }

    @Test
    void withoutLinesNothingIsAddedToWhatIsPrinted() {
        PrintStream out = new PrintStream(live.above(terminal), true, StandardCharsets.UTF_8);
        out.print("a result\n");
        live.show(List.of());

        assertThat(writes).containsExactly("a result\n");
    }

    @Test
    void nothingIsLeftOfThemInTheEnd() {
        live.show(List.of("one", "two"));
        live.show(List.of());

        assertThat(writes.get(1)).isEqualTo("\u001b[2A\u001b[J");
    }
}
