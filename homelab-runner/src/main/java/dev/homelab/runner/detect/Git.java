// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.detect;

import dev.homelab.problem.Problem;
import dev.homelab.problem.ProblemException;
import dev.homelab.problem.Where;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A work tree of Git, asked through the program {@code git}. */
public final class Git {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int MOST_BYTES = 64 << 20;
    private static final int MOST_ARGUMENTS = 100;
    private static final String LITERAL = "GIT_LITERAL_PATHSPECS";
    private static final String SUBMODULES = ".gitmodules";

    /** What {@code git ls-files -s -v} says of plain files that it looks at. */
    private static final List<String> PLAIN = List.of("H 100644 ", "H 100755 ");

    private final Path top;
    private final String program;
    private final Duration limit;

    private Git(Path top) {
        this(top, "git", LIMIT);
    }

    Git(Path top, String program, Duration limit) {
        this.top = top;
        this.program = program;
        this.limit = limit;
    }

    /** Git was asked something, and cannot say. */
    public static final class GitException extends ProblemException {

        private static final long serialVersionUID = 1L;

        GitException(Problem problem) {
            super(List.of(problem));
        }
    }

    /** Returns the work tree that a file or folder is in, if it is in one. Does not need the program. */
    public static Optional<Git> around(Path place) {
        Path real = place.toAbsolutePath().normalize();
        for (Path folder = real; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(".git"))) {
                return Optional.of(new Git(folder));
            }
        }
        return Optional.empty();
    }

    /** Makes a folder a work tree; returns false where there is no program for it. */
    public static boolean begin(Path folder) {
        Git git = new Git(folder.toAbsolutePath().normalize());
        return git.tryToAsk("init", "--quiet", "--initial-branch=main")
                .or(() -> git.tryToAsk("init", "--quiet"))
                .isPresent();
    }

    /** Returns the folder that has the work tree in it. */
    Path top() {
        return top;
    }

    /** Returns whether Git knows a file, or files in a folder, of the work tree. */
    boolean tracks(Path place) {
        return !ask(Map.of(LITERAL, "1"), "ls-files", "-z", "--", place.toString())
                .isEmpty();
    }

    /**
     * Returns the values of a trailer, such as {@code Homelab-Accept}, in the message of the commit that is checked out; if it
     * is a merge, also in the messages of what it merged. None if there is no commit yet, or no program.
     */
    public List<String> trailers(String key) {
        String format = "--format=%(trailers:key=" + key + ",valueonly)";
        return tryToAsk("log", format, "HEAD^1..HEAD", "--")
                .or(() -> tryToAsk("log", "-1", format, "HEAD", "--"))
                .orElse("")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /**
     * Returns the commit that a revision names: a commit, a tag, a branch; {@code main...} is the last commit that it has in
     * common with what is checked out. Empty if there is none here, such as in a shallow clone, or after a force push.
     */
    public Optional<String> commit(String revision) {
        if (revision.endsWith("...")) {
            return tryToAsk("merge-base", "--end-of-options", revision.substring(0, revision.length() - 3), "HEAD")
                    .map(String::strip);
        }
        return tryToAsk("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
                .map(String::strip);
    }

    /** Returns the branch that is checked out; empty at a commit of no branch. */
    Optional<String> branch() {
        return tryToAsk("symbolic-ref", "--short", "--quiet", "HEAD").map(String::strip);
    }

    /** Returns what the branch follows, such as {@code origin/main}; empty if it follows nothing. */
    Optional<String> upstream() {
        return tryToAsk("rev-parse", "--abbrev-ref", "--symbolic-full-name", "@{upstream}")
                .map(String::strip);
    }

    /** Returns whether all files are as they were committed, and none is there that Git does not know and is not set to ignore. */
    boolean isClean() {
        return ask(Map.of(), "status", "--porcelain").isBlank();
    }

    /** Fetches what the branch follows. A password is never asked for. */
    void fetch() {
        ask(Map.of("GIT_TERMINAL_PROMPT", "0"), "fetch", "--quiet");
    }

    /** Moves the branch and its files forward to a commit that came after. */
    void fastForward(String commit) {
        ask(Map.of(), "merge", "--ff-only", "--quiet", commit);
    }

    /** Returns whether one commit came before another; not if Git does not know both of them here. */
    public boolean isAncestor(String earlier, String later) {
        return tryToAsk("merge-base", "--is-ancestor", earlier, later).isPresent();
    }

    /**
     * Returns the files below some places that are others than in a commit; renamed ones are reported as such, in Git's own
     * judgement. Files that Git does not know yet are not among them.
     */
    public List<ChangedFile> changedSince(String commit, List<Path> places) {
        return ChangedFile.parse(askBelow(
                places, "diff", "--name-status", "-z", "-M", "--no-ext-diff", "--end-of-options", commit, "--"));
    }

    /**
     * Returns all files below some places that are not the same in a commit and in the work tree, those that Git does not know yet
     * included. Empty if some can differ that Git does not list one by one: links, submodules, work trees in it, and files
     * that Git is set to leave alone.
     *
     * @param changed what {@link #changedSince} returns for the same
     */
    public Optional<Set<Path>> differing(List<ChangedFile> changed, List<Path> places) {
        if (Files.exists(top.resolve(SUBMODULES))) {
            return Optional.empty();
        }
        for (String entry : split(askBelow(places, "ls-files", "-s", "-v", "-z", "--"))) {
            if (PLAIN.stream().noneMatch(entry::startsWith)) {
                return Optional.empty();
            }
        }
        Set<Path> files = new TreeSet<>();
        for (String untracked : split(askBelow(places, "ls-files", "-o", "-z", "--"))) {
            if (untracked.endsWith("/")) {
                return Optional.empty();
            }
            files.add(top.resolve(untracked));
        }
        for (ChangedFile file : changed) {
            files.add(top.resolve(file.path()));
            file.was().map(top::resolve).ifPresent(files::add);
        }
        return files.stream().anyMatch(Git::isSpecial) ? Optional.empty() : Optional.of(files);
    }

    /** Returns whether something is there that is no plain file. */
    private static boolean isSpecial(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Writes all files of a revision into a folder of their own.
     *
     * @throws GitException if there is no such revision
     */
    public Checkout checkOut(String revision) {
        Checkout checkout = open(revision);
        try {
            checkout.writeAll();
            return checkout;
        } catch (RuntimeException e) {
            checkout.close();
            throw e;
        }
    }

    /**
     * Makes a folder for files of a revision, and writes none of them yet.
     *
     * @throws GitException if there is no such revision
     */
    public Checkout open(String revision) {
        String commit = commit(revision).orElseThrow(() -> unknown(revision));
        Checkout checkout = Checkout.empty(top, new OwnIndex());
        try {
            ask(index(checkout.folder()), "read-tree", commit);
            return checkout;
        } catch (RuntimeException e) {
            checkout.close();
            throw e;
        }
    }

    /** A revision in an index of its own, beside its files. */
    private final class OwnIndex implements Checkout.RevisionFiles {

        @Override
        public void writeAll(Path folder) {
            ask(index(folder), "checkout-index", "--all", "--force", "--prefix=" + folder + "/");
        }

        @Override
        public boolean write(Collection<Path> files, Path folder) {
            List<String> written = new ArrayList<>();
            List<Path> all = List.copyOf(files);
            for (int from = 0; from < all.size(); from += MOST_ARGUMENTS) {
                List<String> names = all.subList(from, Math.min(all.size(), from + MOST_ARGUMENTS)).stream()
                        .map(file -> top.relativize(file).toString())
                        .toList();
                for (String entry : split(ask(index(folder), words(names, "ls-files", "-s", "-v", "-z", "--")))) {
                    String name = entry.substring(entry.indexOf('\t') + 1);
                    if (PLAIN.stream().noneMatch(entry::startsWith) || !names.contains(name)) {
                        return false; // no plain file, or a folder of that name
                    }
                    written.add(name);
                }
            }
            for (int from = 0; from < written.size(); from += MOST_ARGUMENTS) {
                List<String> names = written.subList(from, Math.min(written.size(), from + MOST_ARGUMENTS));
                ask(index(folder), words(names, "checkout-index", "--force", "--prefix=" + folder + "/", "--"));
            }
            return true;
        }
    }

    private static Map<String, String> index(Path folder) {
        return Map.of("GIT_INDEX_FILE", folder.resolve(".git-index").toString(), LITERAL, "1");
    }

    private static String[] words(List<String> last, String... first) {
        return Stream.concat(Stream.of(first), last.stream()).toArray(String[]::new);
    }

    private static List<String> split(String listed) {
        return Stream.of(listed.split("\0", -1))
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /** Asks about those of some places that are in the work tree; about all of it if none is. */
    private String askBelow(List<Path> places, String... question) {
        List<String> below = places.stream()
                .map(place -> place.toAbsolutePath().normalize())
                .filter(place -> place.startsWith(top))
                .map(Path::toString)
                .toList();
        return ask(Map.of(LITERAL, "1"), words(below, question));
    }

    private GitException unknown(String revision) {
        return new GitException(
                new Problem(
                        "revision not known",
                        Where.nowhere(),
                        "git knows no revision \"%s\" in \"%s\".".formatted(revision, top),
                        "name a commit, a tag or a branch; a shallow clone has only its last commits (git fetch --unshallow)."));
    }

    private Optional<String> tryToAsk(String... arguments) {
        try {
            return Optional.of(ask(Map.of(), arguments));
        } catch (GitException e) {
            return Optional.empty();
        }
    }

    private String ask(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program, "-C", top.toString()));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
            builder.environment().putAll(environment);
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                return answer(process, command);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw failed(command, "it could not be started");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(command, "it was interrupted");
        }
    }

    private String answer(Process process, List<String> command) throws InterruptedException {
        CompletableFuture<byte[]> printed = new CompletableFuture<>();
        Thread reader = new Thread(() -> printed.complete(read(process.getInputStream())), "homelab-git");
        reader.setDaemon(true);
        reader.start();
        try {
            byte[] answer = printed.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.length > MOST_BYTES) {
                throw failed(command, "it printed more than %d MB".formatted(MOST_BYTES >> 20));
            }
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException();
            }
            if (process.exitValue() == 0) {
                return new String(answer, StandardCharsets.UTF_8);
            }
            throw failed(command, "it ended with " + process.exitValue());
        } catch (TimeoutException e) {
            throw failed(command, "it did not end within %d s".formatted(limit.toSeconds()));
        } catch (ExecutionException e) {
            throw failed(command, "what it printed could not be read");
        }
    }

    /** What cannot be read to its end is what there is; the exit code says whether it is all. */
    private static byte[] read(InputStream printed) {
        try {
            return printed.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static GitException failed(List<String> command, String how) {
        return new GitException(new Problem(
                "git failed",
                Where.nowhere(),
                "%s: %s.".formatted(String.join(" ", command), how),
                "see that git is installed, and run this by hand to see more."));
    }
}
