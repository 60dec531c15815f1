// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.screen;

import java.io.Console;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The terminal that a command was started from, if a person sits there. */
public final class Screen {

    private static final long SECOND = 1000;

    private final Map<String, String> environment;
    private final Optional<Function<String, @Nullable String>> person;
    private final IntSupplier width;
    private Optional<Live> live = Optional.empty();
    private Optional<Watch> watch = Optional.empty();

    /**
     * A terminal.
     *
     * @param environment has the variables that say what programs may print, such as {@code NO_COLOR} and {@code CI}
     * @param person asks a question and returns the answer, or null at the end of input; empty if standard input or output is no
     *     terminal
     * @param width how many columns it has
     */
    public Screen(
            Map<String, String> environment, Optional<Function<String, @Nullable String>> person, IntSupplier width) {
        this.environment = Map.copyOf(environment);
        this.person = person;
        this.width = width;
    }

    /** Returns that of this process. */
    public static Screen of(Map<String, String> environment) {
        return new Screen(environment, console().map(Screen::asking), new TerminalWidth(environment));
    }

    /** Shows what commands are at work on in these lines, if a person sees them. */
    public Screen with(Live lines) {
        live = Optional.of(lines).filter(all -> isInteractive() && canMoveCursor());
        return this;
    }

    /** Returns a stream that prints above the lines that change, if there are such. */
    public OutputStream above(OutputStream stream) {
        return live.map(lines -> lines.above(stream)).orElse(stream);
    }

    /**
     * Begins to show what a command is at work on: in the last lines of a terminal, or elsewhere by a line for what takes long.
     *
     * @param shown takes secrets and control sequences out of a text
     * @param printed prints a line where no terminal is
     */
    public Watch watch(UnaryOperator<String> shown, Consumer<String> printed) {
        Board board = new Board(System::nanoTime);
        Watch begun = live.map(lines -> watch(lines, board, shown))
                .orElseGet(() -> new Watch(
                        board, shown, false, SECOND, new SlowLines(board, LocalTime::now, printed), () -> {}));
        watch = Optional.of(begun);
        return begun;
    }

    private Watch watch(Live lines, Board board, UnaryOperator<String> shown) {
        Watch begun = new Watch(
                board, shown, true, SECOND / 10, () -> lines.show(board.lines(width())), () -> lines.show(List.of()));
        Runtime.getRuntime().addShutdownHook(new Thread(begun::close, "homelab-screen"));
        return begun;
    }

    /** Returns one without a person, which is no terminal. */
    public static Screen none(Map<String, String> environment) {
        return new Screen(environment, Optional.empty(), () -> TerminalWidth.USUAL);
    }

    private static Function<String, @Nullable String> asking(Console console) {
        return question -> console.readLine("%s", question);
    }

    /** Newer Java has a console even where there is no terminal, and says so by a method that older Java lacks. */
    @SuppressWarnings("SystemConsoleNull")
    private static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Screen::isTerminal);
    }

    private static boolean isTerminal(Console console) {
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true; // before Java 22 a console is a terminal
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }

    /** Returns whether a person sits there who can be asked, and who sees the lines change: not where CI runs. */
    public boolean isInteractive() {
        return person.isPresent() && !isSet("CI");
    }

    /** Returns whether colours are shown: on a terminal, unless {@code NO_COLOR} is set; anywhere if {@code FORCE_COLOR} is. */
    public boolean isColored() {
        if (isSet("FORCE_COLOR") || isSet("CLICOLOR_FORCE")) {
            return true;
        }
        return person.isPresent() && !isSet("NO_COLOR") && canMoveCursor();
    }

    /** Returns whether the terminal knows the usual control sequences. */
    public boolean canMoveCursor() {
        return !environment.getOrDefault("TERM", "").equals("dumb");
    }

    /** Returns a text with no line longer than the terminal, if there is one. */
    public String fitted(String text) {
        return isInteractive() ? Columns.wrap(text, width()) : text;
    }

    /** Returns how many columns lines may have. */
    public int width() {
        return width.getAsInt();
    }

    /** Asks a question that is answered by yes or no; without a person the answer is no. */
    public boolean isAgreed(String question) {
        return answer(question + " [y/N] ")
                .filter(answer -> answer.strip().toLowerCase(Locale.ROOT).matches("y|yes"))
                .isPresent();
    }

    /** Prints a prompt and reads a line, while nothing that changes is shown; nothing without a person, and at the end of the input. */
    public Optional<String> answer(String prompt) {
        return watch.map(shown -> shown.whilePaused(() -> asked(prompt))).orElseGet(() -> asked(prompt));
    }

    private Optional<String> asked(String prompt) {
        return person.map(asked -> asked.apply(prompt));
    }

    private boolean isSet(String variable) {
        String value = environment.getOrDefault(variable, "").strip();
        return !value.isEmpty() && !value.equals("0") && !value.equalsIgnoreCase("false");
    }
}
