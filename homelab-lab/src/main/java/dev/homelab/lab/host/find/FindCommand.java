// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.find;

import dev.homelab.lab.host.shell.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code find -L ROOT -mindepth N -maxdepth N EXPRESSION}, which follows links and passes what it finds to {@code tar}. */
public final class FindCommand {

    /** So that a client meets several archives in a row, as behind a long list of files. */
    private static final int MOST_FILES = 20;

    private static final int OPTIONS = 6;

    private final Function<String, Path> host;
    private final List<String> found = new ArrayList<>();

    /**
     * The command on one host.
     *
     * @param host where an absolute path of the host really is
     */
    public FindCommand(Function<String, Path> host) {
        this.host = host;
    }

    /** Runs it with these words behind it. */
    public Output run(List<String> words) throws IOException {
        if (words.size() >= 5 && words.subList(1, 5).equals(List.of("-mindepth", "1", "-maxdepth", "1"))) {
            return list(words.get(0), words.subList(5, words.size()));
        }
        if (words.size() <= OPTIONS
                || !words.get(0).equals("-L")
                || !words.get(2).equals("-mindepth")
                || !words.get(4).equals("-maxdepth")) {
            return Output.failure(64, "find: the fake host knows only find -L ROOT -mindepth N -maxdepth N here");
        }
        String root = words.get(1);
        if (!Files.exists(host.apply(root))) {
            return Output.failure(1, "find: '" + root + "': No such file or directory");
        }
        FindExpression expression;
        try {
            expression = FindExpression.parse(words.subList(OPTIONS, words.size()));
        } catch (IllegalArgumentException e) {
            return Output.failure(1, "find: " + e.getMessage());
        }
        walk(root, expression, Integer.parseInt(words.get(3)), Integer.parseInt(words.get(5)));
        return archives();
    }

    /** {@code find FOLDER -mindepth 1 -maxdepth 1 [-type f|d]}, which follows no links. */
    private Output list(String folder, List<String> type) throws IOException {
        Path place = host.apply(folder);
        if (!Files.isDirectory(place)) {
            return Output.failure(1, "find: '" + folder + "': No such file or directory");
        }
        boolean wantsFolders = type.equals(List.of("-type", "d"));
        StringBuilder lines = new StringBuilder();
        for (String name : names(place)) {
            boolean isFolder = Files.isDirectory(place.resolve(name), LinkOption.NOFOLLOW_LINKS);
            if (type.isEmpty() || isFolder == wantsFolders) {
                lines.append(folder).append('/').append(name).append('\n');
            }
        }
        return Output.of(lines.toString());
    }

    private void walk(String path, FindExpression expression, int from, int depths) throws IOException {
        Path place = host.apply(path);
        boolean prune = false;
        if (from <= 0) {
            FindExpression.Visit visit = new FindExpression.Visit(path, place);
            expression.judge(visit);
            prune = visit.isPruned();
            if (visit.isTaken()) {
                found.add(path);
            }
        }
        if (Files.isDirectory(place) && !prune && depths > 0) {
            for (String name : names(place)) {
                walk(path + "/" + name, expression, from - 1, depths - 1);
            }
        }
    }

    private static List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        }
        names.sort(null);
        return names;
    }

    private Output archives() throws IOException {
        Output all = Output.SILENT;
        for (int i = 0; i < found.size(); i += MOST_FILES) {
            TarWriter tar = new TarWriter();
            for (String path : found.subList(i, Math.min(found.size(), i + MOST_FILES))) {
                tar.file(path.substring(1), Files.readAllBytes(host.apply(path)));
            }
            all = all.then(Output.ofBytes(0, tar.bytes(), "tar: Removing leading `/' from member names\n"));
        }
        return all;
    }
}
