// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host;

import dev.homelab.lab.file.FolderPicture;
import dev.homelab.lab.host.shell.Output;
import dev.homelab.lab.http.Faults;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A host that is reached over SSH on 127.0.0.1, with a folder for its file system and a {@link FakeDocker}.
 *
 * <p>{@code /opt/stacks} over SFTP and in commands is {@code opt/stacks} below that folder. Safe for many connections.
 *
 * <pre>
 * KeyPair key = LabKeys.make();
 * try (FakeHost host = new FakeHost("media", "192.0.2.11", folder, key.getPublic(), new PublishedPorts())) {
 *     Files.writeString(knownHosts, host.knownHostsLine());
 *     connectTo("127.0.0.1", host.port());
 * }
 * </pre>
 */
public final class FakeHost implements AutoCloseable {

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?Z");

    private final String name;
    private final String address;
    private final Path root;
    private final Faults faults = new Faults();
    private final LineFaults line = new LineFaults();
    private final HostSetup setup = new HostSetup();
    private final Writes writes = new Writes(faults);
    private final AtomicInteger commands = new AtomicInteger();
    private final AtomicInteger commandLines = new AtomicInteger();
    private final List<Consumer<Command>> listeners = new CopyOnWriteArrayList<>();
    private final FakeDocker docker;
    private final HostCommands builtIns;
    private final SftpWatch files;
    private final FakeSshServer door;

    /**
     * Starts to listen.
     *
     * @param address the host's in the inventory; only a key of {@code ports}, never contacted
     * @param root an existing folder
     * @param client whose key is let in, under any user name
     */
    public FakeHost(String name, String address, Path root, PublicKey client, PublishedPorts ports) {
        this.name = name;
        this.address = address;
        this.root = root.toAbsolutePath().normalize();
        FilesOfTheSystem.create(this::place);
        this.docker = new FakeDocker(address, ports, this::place);
        this.builtIns = new HostCommands(this::place, docker, writes);
        this.files = new SftpWatch(writes, faults, line);
        Programs programs = new Programs(setup, this::place, writes, builtIns::run, this::witness);
        this.door = new FakeSshServer(
                faults,
                line,
                (text, input) -> signedIn(programs, text, input),
                new SftpServer(setup, files),
                this.root,
                client);
    }

    public String name() {
        return name;
    }

    public String address() {
        return address;
    }

    public int port() {
        return door.port();
    }

    /** The line a client's {@code known_hosts} needs to trust this host. */
    public String knownHostsLine() {
        return LabKeys.knownHostsLine(port(), door.key());
    }

    public FakeDocker docker() {
        return docker;
    }

    /** The switches for what differs between hosts of people. */
    public HostSetup setup() {
        return setup;
    }

    /** Makes SFTP writes and changing commands fail, or connections end; ignored paths go on working. */
    public Faults faults() {
        return faults;
    }

    /** Puts the clock of this host ahead, or behind if this is negative. */
    public void skewClock(Duration ahead) {
        builtIns.skewClock(ahead);
    }

    /** Breaks connections at a chosen request. */
    public LineFaults line() {
        return line;
    }

    /** Lets a program that is in no container listen at a port of this host, such as {@code 0.0.0.0} and 53. */
    public void listenByHand(String protocol, String address, int port, String program) {
        builtIns.listen(protocol, address, port, program);
    }

    /**
     * Lets a program run on, such as one whose client was killed.
     *
     * @param command its words, as {@code ps} shows them
     * @param isRunning asked whenever processes are listed, on the thread that lists them
     */
    public void runOn(int process, String command, BooleanSupplier isRunning) {
        builtIns.runOn(process, command, isRunning);
    }

    /**
     * Adds a program that changes nothing.
     *
     * @param name what its command begins with: a path or, for {@code docker exec}, a container and a path in it
     * @param program takes the words after that
     */
    public void install(String name, Function<List<String>, Output> program) {
        builtIns.install(name, program);
    }

    /** Lets in a user from now on who may give no file to another. */
    public void signInWithoutRoot() {
        builtIns.files().signInWithoutRoot();
    }

    /** Returns whom a file was given to, as {@code USER} or {@code USER:GROUP}, if it was. */
    public Optional<String> owner(String path) {
        return builtIns.files().owner(path);
    }

    /** Neither counts nor refuses what is written below this path from now on, such as the tool's own record. */
    public FakeHost ignoring(String path) {
        writes.ignore(path);
        return this;
    }

    /** Fills the disk that holds this path: files are made, renamed and removed there, and take the first half of a text. */
    public void fillDisk(String path) {
        writes.fill(Optional.of(path));
    }

    /** Makes room on the disk again. */
    public void freeDisk() {
        writes.fill(Optional.empty());
    }

    /** Asks before each write of an ignored path from now on, on the thread that makes it, whether it may be made. */
    public void askIgnored(BooleanSupplier judge) {
        writes.askIgnored(judge);
    }

    /** Returns how many connections were opened since the start. */
    public int connections() {
        return door.connections();
    }

    /** Returns how many lines clients sent to be run, a round trip each, whatever the number of commands in them. */
    public int commandLines() {
        return commandLines.get();
    }

    /** Returns how many commands were run, without shells; each part of a joined line is one. */
    public int commands() {
        return commands.get();
    }

    /** Returns how many requests came over SFTP; reading a file or listing a folder takes several. */
    public int sftpRequests() {
        return files.requests();
    }

    /** Returns how many changes were accepted: files written, renamed, removed, folders made, changing commands. */
    public int writes() {
        return writes.count();
    }

    /** Notifies {@code listener} of every command from now on, on the thread that runs it. */
    public void listen(Consumer<Command> listener) {
        listeners.add(listener);
    }

    /** Where an absolute path of this host really is; never outside its folder. */
    public Path place(String path) {
        Path inside = Path.of("/").resolve(path).normalize();
        return root.resolve(Path.of("/").relativize(inside).toString());
    }

    /** All that the host holds; of its files those below the given paths. */
    public HostSnapshot snapshot(String... paths) {
        SortedMap<String, String> files = new TreeMap<>(FolderPicture.of(root, List.of(paths)));
        files.replaceAll((path, text) -> TIME.matcher(docker.withoutIds(text)).replaceAll("TIME"));
        return new HostSnapshot(files, docker.containers(), docker.networks(), docker.volumes());
    }

    @Override
    public void close() {
        door.close();
        docker.close();
    }

    private Output signedIn(Programs programs, String text, Supplier<String> input) {
        commandLines.incrementAndGet();
        return programs.signedIn(text, input);
    }

    private void witness(List<String> argv, Output output) {
        commands.incrementAndGet();
        listeners.forEach(listener -> listener.accept(new Command(name, argv, output)));
    }
}
