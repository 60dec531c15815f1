// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.scan;

import dev.homelab.adapter.support.file.TarArchive;
import dev.homelab.problem.Problem;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.BinaryText;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.RemoteHost;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the files that matter of all projects in a folder by one command, however many there are: those of given names in each
 * folder, and what lies in {@code files/HASH} and {@code secret-files}. Other folders are not looked into; they may hold anything.
 */
public final class ProjectScanner {

    /** The folder of secrets that containers find in files. */
    public static final String SECRET_FILES = "secret-files";

    /** The folder of what containers mount. */
    private static final String MOUNTED = ScanResult.MOUNTED;

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String HASH = "[0-9a-f]".repeat(16) + "*";
    private static final String DEEPEST = "40";

    /** What these programs say besides naming the file. */
    private static final Pattern REMARK = Pattern.compile("(?i)removing leading|previous errors");

    private static final Pattern GONE =
            Pattern.compile("(?:No such file or directory|File removed before we read it)\\z");

    private final RemoteHost host;
    private final String root;
    private final List<String> names;

    /**
     * A look at one host.
     *
     * @param root the folder of all projects
     * @param names of the files that matter in each
     */
    public ProjectScanner(RemoteHost host, String root, List<String> names) {
        this.host = host;
        this.root = root;
        this.names = List.copyOf(names);
    }

    /** Reads them. A folder that is not there has none; a project that may not be read is reported as closed. */
    public ScanResult read() {
        ByteArrayOutputStream archives = new ByteArrayOutputStream();
        CommandResult result = host.run(argv(), archives, LIMIT);
        Set<String> closed = result.succeeded() ? Set.of() : closed(result);
        SortedMap<String, Map<String, String>> folders = new TreeMap<>();
        files(archives.toByteArray()).forEach((path, content) -> put(folders, path, content));
        return new ScanResult(folders, closed);
    }

    /** Returns the command. Nothing in it that either GNU's programs or BusyBox's would not know. Links are followed, as over SFTP. */
    public List<String> argv() {
        List<String> argv = new ArrayList<>(List.of("env", "LC_ALL=C", "find", "-L", root));
        argv.addAll(List.of("-mindepth", "2", "-maxdepth", DEEPEST));
        argv.addAll(List.of("-type", "d", "!", "-name", MOUNTED, "!", "-name", HASH));
        argv.addAll(List.of("!", "-path", "*/" + MOUNTED + "/" + HASH + "/*"));
        argv.addAll(List.of("!", "-name", SECRET_FILES, "-prune", "-o"));
        argv.addAll(List.of("-type", "f", "("));
        names.forEach(name -> argv.addAll(List.of("-name", name, "-o")));
        argv.addAll(List.of("-path", "*/" + MOUNTED + "/" + HASH + "/*", "-o"));
        argv.addAll(List.of("-path", "*/" + SECRET_FILES + "/*", ")"));
        argv.addAll(List.of("-exec", "tar", "-c", "-h", "-f", "-", "{}", "+"));
        return argv;
    }

    private Map<String, byte[]> files(byte[] archives) {
        try {
            return TarArchive.files(archives);
        } catch (IllegalArgumentException e) {
            throw notRead(e.getMessage() + ".");
        }
    }

    private void put(Map<String, Map<String, String>> folders, String path, byte[] content) {
        String below = root.substring(1) + "/";
        if (!path.startsWith(below)) {
            throw notRead("tar gave \"" + path + "\".");
        }
        String[] parts = path.substring(below.length()).split("/", 2);
        if (parts.length == 2
                && (names.contains(parts[1])
                        || parts[1].startsWith(MOUNTED + "/")
                        || parts[1].startsWith(SECRET_FILES + "/"))) {
            folders.computeIfAbsent(parts[0], folder -> new HashMap<>())
                    .put(
                            parts[1],
                            parts[1].startsWith(MOUNTED + "/")
                                    ? BinaryText.of(content)
                                    : new String(content, StandardCharsets.UTF_8));
        }
    }

    /** Both programs go on after a file they may not read, name it, and fail in the end; anything else is a failure here, too. */
    private Set<String> closed(CommandResult result) {
        Set<String> closed = new HashSet<>();
        Matcher file =
                Pattern.compile(Pattern.quote(root) + "(?:/([^'`\":]+))?").matcher("");
        List<String> complaints = result.errors()
                .lines()
                .filter(line -> line.startsWith("find: ") || line.startsWith("tar: "))
                .filter(line -> !REMARK.matcher(line).find())
                .toList();
        for (String line : complaints) {
            boolean isGone = GONE.matcher(line).find();
            if (!file.reset(line).find() || (file.group(1) == null && !isGone)) {
                throw notRead(line);
            }
            if (!isGone) {
                closed.add(file.group(1));
            }
        }
        if (complaints.isEmpty() || result.exit() != 1) {
            throw notRead(result.reason());
        }
        return closed;
    }

    private TargetException notRead(String why) {
        return new TargetException(new Problem(
                "projects not read",
                host.where(),
                "\"find %s\" with \"tar\" failed: %s".formatted(root, why),
                "let the user who signs in read there, and see that the host has both programs:\n\n  find %s -maxdepth 1 && tar --help"
                        .formatted(root)));
    }
}
