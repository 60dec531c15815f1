// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellTest {

    private final Recorder machine = new Recorder();

    @Test
    void wordsAreSplitAtBlanks() {
        assertThat(words("docker  ps\t-a ")).containsExactly("docker", "ps", "-a");
    }

    @Test
    void singleQuotesKeepEverything() {
        assertThat(words("echo '{{.Names}} $A && ;' 'it'\\''s' ''"))
                .containsExactly("echo", "{{.Names}} $A && ;", "it's", "");
    }

    @Test
    void doubleQuotesKeepBlanksAndUndoBackslashes() {
        assertThat(words("echo \"a b\" \"say \\\"hi\\\"\" \"C:\\new\" x\"y\"z"))
                .containsExactly("echo", "a b", "say \"hi\"", "C:\\new", "xyz");
    }

    @Test
    void aBackslashTakesTheNextCharacterAsItIs() {
        assertThat(words("echo a\\ b \\$HOME")).containsExactly("echo", "a b", "$HOME");
    }

    @Test
    void whatFollowsDependsOnHowTheCommandBeforeEnded() {
        Output output = run("ok && bad && ok2 ; ok3; bad || ok4 || ok5");

        assertThat(machine.ran).extracting(argv -> argv.get(0)).containsExactly("ok", "bad", "ok3", "bad", "ok4");
        assertThat(output).isEqualTo(new Output(0, "okbadok3badok4", ""));
    }

    @Test
    void variablesAndArgumentsAreExpanded() {
        Shell.run(
                List.of(
                        "-c",
                        "A=\"x $1\"; one $A \"$A/$HOME\"; B=2; export B; exec two \"$@\"; three",
                        "sh",
                        "1st",
                        "2 nd"),
                machine,
                Map.of("HOME", "/h"),
                () -> "");

        assertThat(machine.ran).containsExactly(List.of("one", "x", "1st", "x 1st//h"), List.of("two", "1st", "2 nd"));
        assertThat(machine.environments.get(1)).containsEntry("B", "2").doesNotContainKey("A");
    }

    @Test
    void aTextOfOctalNumbersIsRun() {
        assertThat(words("eval \"$(printf \"echo \\047\\303\\251 \\044A\\047 100%%\")\""))
                .containsExactly("echo", "é $A", "100%");
    }

    @Test
    void streamsAreRedirected() {
        assertThat(run("echo >&2")).isEqualTo(new Output(0, "", "echo"));
        assertThat(run("echo >/f && echo >>/f && set -C && umask 077 && echo >/g")
                        .succeeded())
                .isTrue();
        assertThat(run("fail 2>/dev/null").err()).isEmpty();
        assertThat(machine.files).containsEntry("/f", "echoecho").containsEntry("/g", "echo new private");
        assertThat(run("test $(count </f) -eq 1").succeeded()).isTrue();
        assertThat(machine.ran).last().isEqualTo(List.of("test", "8", "-eq", "1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a | b",
                "ls *",
                "a & b",
                "(a)",
                "echo `a`",
                "echo ${A}",
                "echo [ab]",
                "echo 'a",
                "echo \"a",
                "echo \\",
                "&& a",
                "a && && b",
                "; a",
                "a &&",
                "echo $(a",
                "{ a; }"
            })
    void whatItDoesNotKnowAndBrokenTextAreRefused(String text) {
        assertThat(run(text)).extracting(Output::exit).isEqualTo(2);
        assertThat(machine.ran).isEmpty();
    }

    @Test
    void everyQuotedWordComesOutAsItWentIn() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            List<String> argv = List.of("echo", randomWord(random), randomWord(random));
            String text = String.join(" ", argv.stream().map(ShellTest::quoted).toList());

            assertThat(words(text)).as("round %d of seed 7", round).isEqualTo(argv);
        }
    }

    @Test
    void otherLoginShellsQuoteInOtherWays() {
        assertThat(words(LoginShell.FISH, "echo 'it\\'s' 'a\\\\b\\1'")).containsExactly("echo", "it's", "a\\b\\1");
        assertThat(words(LoginShell.TCSH, "echo 'a\\b $A'")).containsExactly("echo", "a\\b $A");
        assertThat(signIn(LoginShell.TCSH, "echo 'now!x'").err()).isEqualTo("x: Event not found.\n");
        assertThat(signIn(LoginShell.TCSH, "echo 'a\nb'").exit()).isEqualTo(1);
        assertThat(signIn(LoginShell.FISH, "echo $HOME").exit()).isEqualTo(127);
        assertThat(signIn(LoginShell.NOLOGIN, "echo").out()).contains("not available");
    }

    private List<String> words(String text) {
        return words(LoginShell.POSIX, text);
    }

    private List<String> words(LoginShell shell, String text) {
        machine.ran.clear();
        signIn(shell, text);
        return machine.ran.get(0);
    }

    private Output run(String text) {
        return signIn(LoginShell.POSIX, text);
    }

    private Output signIn(LoginShell shell, String text) {
        return shell.run(text, machine, Map.of("HOME", "/h"), () -> "");
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static String randomWord(Random random) {
        return random.ints(random.nextInt(12), 32, 127)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Programs that print their name, one that fails, and one that counts what it reads. */
    private static final class Recorder implements Machine {

        final List<List<String>> ran = new ArrayList<>();
        final List<Map<String, String>> environments = new ArrayList<>();
        final Map<String, String> files = new HashMap<>();

        @Override
        public Output run(List<String> argv, Map<String, String> variables, Supplier<String> input) {
            ran.add(argv);
            environments.add(variables);
            return switch (argv.get(0)) {
                case "bad" -> new Output(3, "bad", "");
                case "fail" -> Output.failure(1, "why");
                case "count" -> Output.line("  " + input.get().getBytes(StandardCharsets.UTF_8).length);
                default -> Output.of(argv.get(0));
            };
        }

        @Override
        public Output read(String path) {
            return Output.of(files.getOrDefault(path, ""));
        }

        @Override
        public Output write(String path, String text, Writing how) {
            String marks = (how.mustBeNew() ? " new" : "") + (how.isPrivate() ? " private" : "");
            files.merge(path, text + marks, (old, more) -> how.isAppended() ? old + more : more);
            return Output.SILENT;
        }
    }
}
