// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.shell;

import dev.homelab.lab.host.shell.Machine.Writing;
import dev.homelab.lab.host.shell.Step.Kind;
import dev.homelab.lab.host.shell.Step.Piece;
import dev.homelab.lab.host.shell.Step.Redirection;
import dev.homelab.lab.host.shell.Step.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One POSIX shell: its variables, and what it does with a text. Used by one thread. */
public final class Shell {

    private static final Pattern ASSIGNMENT = Pattern.compile("\\A[A-Za-z_][A-Za-z0-9_]*+=");
    private static final String DISCARD = "/dev/null";

    private final Machine machine;
    private final Map<String, String> variables = new HashMap<>();
    private final Set<String> exported = new HashSet<>();
    private boolean hasEnded;
    private boolean mustBeNew;
    private boolean isPrivate;

    /**
     * A shell that has read nothing yet.
     *
     * @param environment its variables, all of which its programs are given
     */
    public Shell(Machine machine, Map<String, String> environment) {
        this.machine = machine;
        variables.putAll(environment);
        exported.addAll(environment.keySet());
    }

    /** Runs {@code sh -c TEXT NAME ARGUMENT...}, given the words behind {@code sh}. */
    public static Output run(
            List<String> words, Machine machine, Map<String, String> environment, Supplier<String> input) {
        if (words.size() < 2 || !words.get(0).equals("-c")) {
            return Output.failure(2, "sh: 0: the fake host knows only sh -c TEXT");
        }
        Shell shell = new Shell(machine, environment);
        for (int i = 2; i < words.size(); i++) {
            shell.variables.put(String.valueOf(i - 2), words.get(i));
        }
        return shell.run(words.get(1), input);
    }

    /** Runs a text. */
    public Output run(String text, Supplier<String> input) {
        try {
            Output all = Output.SILENT;
            for (Step step : new Parser(text).steps()) {
                if (!hasEnded && step.runsAfter(all.succeeded())) {
                    all = all.then(run(step, input));
                    variables.put("?", String.valueOf(all.exit()));
                }
            }
            return all;
        } catch (ShellSyntaxException e) {
            return Output.failure(2, "sh: 1: Syntax error: " + e.getMessage());
        }
    }

    private Output run(Step step, Supplier<String> input) {
        List<String> argv = step.words().stream()
                .flatMap(word -> expanded(word).stream())
                .collect(Collectors.toCollection(ArrayList::new));
        while (!argv.isEmpty() && ASSIGNMENT.matcher(argv.get(0)).lookingAt()) {
            String[] pair = argv.remove(0).split("=", 2);
            variables.put(pair[0], pair[1]);
        }
        if (argv.isEmpty()) {
            return Output.SILENT;
        }
        Supplier<String> source = input;
        for (Redirection redirection : step.redirections()) {
            if (redirection.operator().equals("<")) {
                String path = expanded(redirection.file()).get(0);
                Output read = path.equals(DISCARD) ? Output.SILENT : machine.read(path);
                if (!read.succeeded()) {
                    return read;
                }
                source = read::out;
            }
        }
        Output output = run(argv, source);
        for (Redirection redirection : step.redirections()) {
            output = redirected(output, redirection);
        }
        return output;
    }

    private Output redirected(Output output, Redirection redirection) {
        String path = expanded(redirection.file()).get(0);
        return switch (redirection.operator()) {
            case ">&" -> new Output(output.exit(), "", output.err() + output.out());
            case "2>" -> new Output(output.exit(), output.out(), "", output.charset());
            case ">", ">>" -> {
                Output rest = new Output(output.exit(), "", output.err());
                yield path.equals(DISCARD)
                        ? rest
                        : rest.then(machine.write(
                                path,
                                output.out(),
                                new Writing(redirection.operator().equals(">>"), mustBeNew, isPrivate)));
            }
            default -> output;
        };
    }

    private Output run(List<String> argv, Supplier<String> input) {
        List<String> rest = argv.subList(1, argv.size());
        return switch (argv.get(0)) {
            case "printf" -> Output.of(Printf.of(rest));
            case "eval" -> run(String.join(" ", rest), input);
            case "exec" -> {
                Output last = run(rest, input);
                hasEnded = true;
                yield last;
            }
            case "exit" -> {
                hasEnded = true;
                yield new Output(Integer.parseInt(rest.get(0)), "", "");
            }
            case "export" -> {
                export(rest);
                yield Output.SILENT;
            }
            case "umask" -> {
                isPrivate = rest.contains("077");
                yield Output.SILENT;
            }
            case "set" -> {
                mustBeNew = rest.contains("-C");
                yield Output.SILENT;
            }
            default ->
                machine.run(
                        argv,
                        exported.stream()
                                .filter(variables::containsKey)
                                .collect(Collectors.toMap(name -> name, variables::get)),
                        input);
        };
    }

    private void export(List<String> words) {
        for (String word : words) {
            String[] pair = word.split("=", 2);
            exported.add(pair[0]);
            if (pair.length == 2) {
                variables.put(pair[0], pair[1]);
            }
        }
    }

    /** Returns the words that one word stands for; none for what is unquoted and empty. */
    private List<String> expanded(Word word) {
        boolean isQuoted = word.pieces().stream().anyMatch(Piece::isQuoted);
        if (word.pieces().stream()
                .anyMatch(piece -> piece.kind() == Kind.VARIABLE && piece.text().equals("@"))) {
            return arguments();
        }
        String text = word.pieces().stream().map(this::value).collect(Collectors.joining());
        boolean isSplit = word.pieces().size() == 1 && word.pieces().get(0).kind() != Kind.TEXT;
        if (isSplit && !isQuoted) {
            return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
        }
        return text.isEmpty() && !isQuoted ? List.of() : List.of(text);
    }

    private List<String> arguments() {
        List<String> all = new ArrayList<>();
        for (int i = 1; variables.containsKey(String.valueOf(i)); i++) {
            all.add(variables.getOrDefault(String.valueOf(i), ""));
        }
        return all;
    }

    private String value(Piece piece) {
        return switch (piece.kind()) {
            case TEXT -> piece.text();
            case VARIABLE -> variables.getOrDefault(piece.text(), "");
            case COMMAND -> run(piece);
        };
    }

    /** The output of a command loses the line ends behind it; without quotes the blanks around it, too. */
    private String run(Piece command) {
        String output =
                new Shell(machine, variables).run(command.text(), () -> "").out();
        String text = output.replaceAll("(?<!\n)\n++$", "");
        return command.isQuoted() ? text : text.strip();
    }
}
