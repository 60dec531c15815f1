// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class InterviewTest {

    private final List<String> asked = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    @Test
    void anEmptyAnswerTakesTheDefaultThatIsShown() {
        FirstAnswers answers = ask("", "", "", "");

        assertThat(answers.homelab()).isEqualTo("home");
        assertThat(answers.hosts()).extracting(FirstHost::name).containsExactly("here");
        assertThat(answers.targets()).isEmpty();
        assertThat(asked).hasSize(4).allMatch(prompt -> prompt.matches(".* \\[\\S+\\]: "));
    }

    @Test
    void anAnswerThatIsNotValidIsAskedForAgain() {
        FirstAnswers answers =
                ask("My Home", "home", "nonsense", "lab.arpa", "nas=me@", "nas=me@192.0.2.11", "docker", "none");

        assertThat(answers.domain()).isEqualTo("lab.arpa");
        assertThat(answers.hosts()).extracting(FirstHost::address).containsExactly("192.0.2.11");
        assertThat(said).hasSize(4).allMatch(line -> line.contains("must be"));
    }

    @Test
    void eachServerHasQuestionsOfItsOwn() {
        FirstAnswers answers = ask(
                "",
                "",
                "nas=me@192.0.2.11, here",
                "glance, traefik",
                "pc",
                "here",
                "",
                "http://192.0.2.11:8081",
                "web",
                "http://192.0.2.11",
                "",
                "/srv/glance");

        assertThat(answers.targets()).containsOnlyKeys("proxy", "dashboard");
        assertThat(answers.targets().get("proxy"))
                .containsEntry("host", "here")
                .containsEntry("directory", "/etc/traefik/dynamic")
                .containsEntry("entryPoint", "web");
        assertThat(answers.targets().get("dashboard"))
                .containsEntry("host", "nas")
                .containsEntry("directory", "/srv/glance");
    }

    @Test
    void theEndOfTheInputEndsIt() {
        assertThatThrownBy(() -> ask("home", "home.arpa")).isInstanceOf(CancellationException.class);
    }

    @Test
    void whatTheCommandLineSaidIsNotAsked() {
        FirstAnswers.Given given =
                new FirstAnswers.Given(Optional.of("lab"), Optional.empty(), List.of("here"), List.of("none"));

        FirstAnswers answers = ask(given, "");

        assertThat(answers.homelab()).isEqualTo("lab");
        assertThat(asked).hasSize(1);
    }

    private FirstAnswers ask(String... answers) {
        return ask(new FirstAnswers.Given(Optional.empty(), Optional.empty(), List.of(), List.of()), answers);
    }

    private FirstAnswers ask(FirstAnswers.Given given, String... answers) {
        Deque<String> left = new ArrayDeque<>(List.of(answers));
        Interview interview = new Interview(
                prompt -> {
                    asked.add(prompt);
                    return Optional.ofNullable(left.poll());
                },
                said::add);
        return FirstAnswers.ask(given, interview);
    }
}
