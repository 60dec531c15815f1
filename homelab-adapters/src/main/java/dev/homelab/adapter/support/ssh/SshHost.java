// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.Folder;
import dev.homelab.spi.ProgramOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.Session.Command;
import net.schmizz.sshj.sftp.SFTPEngine;
import net.schmizz.sshj.sftp.SFTPException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host over SSH, with one connection and one SFTP channel, both opened when first needed, and again after the line broke.
 * What was under way when it broke may have happened or not: that is reported, and never done a second time.
 */
final class SshHost implements SftpHost, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SshHost.class);

    /** OpenSSH takes 10 at once by default ({@code MaxSessions}), of which one is for files. */
    private static final int MOST_COMMANDS = 8;

    private static final int ANSWER_MILLIS = 30_000;
    private static final int FIRST_ANSWER_MILLIS = 10_000;
    private static final int LOOK_MILLIS = 100;

    private final SshLogin login;
    private final SshRoute way;
    private final HostEnvironment environment;
    private final Supplier<Cancellation> cancellation;
    private final Semaphore commands = new Semaphore(MOST_COMMANDS);
    private final SpareChannel spares = new SpareChannel();
    private @Nullable SSHClient client;

    /** A connection that was begun before it was needed. */
    private @Nullable ConnectionAhead ahead;

    private @Nullable SftpRequests sftp;
    private boolean lacksSftp;

    /** Why nothing more is asked over SFTP on this connection. */
    private @Nullable Problem silence;

    SshHost(SshLogin login, SshRoute way, HostEnvironment environment, Supplier<Cancellation> cancellation) {
        this.cancellation = cancellation;
        this.login = login;
        this.way = way;
        this.environment = environment;
        this.lacksSftp = environment.needsSudo(); // SFTP has only the rights of the user who signs in
    }

    /** Returns the way through this host to those behind it. */
    SshRoute wayOn() {
        return (client, address, port) -> SshConnection.through(client(), client, address, port);
    }

    /** Returns the key that the host shows, on a connection of its own. */
    HostKey key() {
        return SshConnection.look(login, way);
    }

    @Override
    public Where where() {
        return login.where();
    }

    @Override
    public Folder folder(String path) {
        return new SshFolder(this, path);
    }

    @Override
    public CommandResult run(List<String> argv, String input, Duration limit) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        CommandResult result = run(argv, () -> String.join(" ", argv), input, output, line -> {}, limit);
        return new CommandResult(result.exit(), output.toString(StandardCharsets.UTF_8), result.errors());
    }

    /** The first lines may be those of a login shell. */
    @Override
    public CommandResult follow(List<String> argv, Consumer<String> errors, Duration limit) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        CommandResult result = run(argv, () -> String.join(" ", argv), "", output, errors, limit);
        return new CommandResult(result.exit(), output.toString(StandardCharsets.UTF_8), result.errors());
    }

    @Override
    public CommandResult run(List<String> argv, OutputStream output, Duration limit) {
        return run(argv, () -> String.join(" ", argv), "", output, line -> {}, limit);
    }

    /** What one program prints too much is no reason to have nothing of the others: then each is run by itself. */
    @Override
    public List<ProgramOutput> runEach(List<List<String>> programs, Duration limit) {
        JoinedPrograms joined = JoinedPrograms.of(programs);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        CommandResult result =
                run(joined.argv(), () -> joined.running(output.toByteArray()), "", output, line -> {}, limit);
        if (result.equals(LimitedOutput.exceeded())) {
            return SftpHost.super.runEach(programs, limit);
        }
        return joined.outputs(output.toByteArray(), result.errors());
    }

    /** The name is how problems call what runs. */
    private CommandResult run(
            List<String> argv,
            Supplier<String> name,
            String input,
            OutputStream output,
            Consumer<String> lines,
            Duration limit) {
        commands.acquireUninterruptibly();
        MarkedOutput marked = new MarkedOutput(output);
        LimitedOutput limited = new LimitedOutput(marked);
        try (Session session = session();
                Command command = session.exec(environment.throughLoginShell(argv, !input.isEmpty()))) {
            CompletableFuture<Boolean> printed = Pipes.copy(command.getInputStream(), limited, () -> stop(command));
            CompletableFuture<String> errors = Pipes.text(command.getErrorStream(), lines);
            Pipes.feed(command.getOutputStream(), input); // and ends it, so that no program waits for an answer
            await(command, name, limit);
            if (limited.isExceeded()) {
                return LimitedOutput.exceeded();
            }
            Integer exit = command.getExitStatus();
            if (exit == null && command.getExitSignal() == null) {
                throw new IOException("the line broke while it ran");
            }
            printed.join();
            if (limited.isExceeded()) {
                return LimitedOutput.exceeded();
            }
            CommandResult result = new CommandResult(exit == null ? -1 : exit, "", errors.join());
            if (!marked.hasBegun()) {
                throw new TargetException(LoginProblems.notRun(login, environment, result, marked.before()));
            }
            return new CommandResult(result.exit(), "", MarkedOutput.after(result.errors()));
        } catch (IOException | IllegalStateException e) { // the latter when the connection ends at the wrong moment
            close();
            throw new UnreachableHostException(failed("\"%s\" could not be run".formatted(name.get()), e));
        } finally {
            commands.release();
            spares.refill();
        }
    }

    /** Closes the channel, on which the host ends the program that goes on printing into it. */
    private static void stop(Command command) {
        try {
            command.close();
        } catch (IOException e) {
            LOG.debug("A program that printed too much could not be stopped.", e);
        }
    }

    /** A program that is too slow says nothing of the line. */
    private void await(Command command, Supplier<String> name, Duration limit) throws IOException {
        try {
            command.join(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new TargetException(
                        failed("\"%s\" did not end within %d s".formatted(name.get(), limit.toSeconds()), e));
            }
            throw e;
        }
    }

    /**
     * A channel that was opened ahead spares a round trip. Nothing has been asked for yet, so a line that broke since it was last used is
     * no failure.
     */
    private Session session() throws IOException {
        SSHClient open = client();
        Optional<Session> spare = spares.take(open);
        if (spare.isPresent()) {
            return spare.get();
        }
        try {
            return open.startSession();
        } catch (OpenFailException e) {
            throw e; // the host has answered
        } catch (IOException | IllegalStateException e) {
            close(open);
            return client().startSession();
        }
    }

    private synchronized void close(SSHClient broken) {
        if (client == broken) {
            close();
        }
    }

    @Override
    public <T> T files(SftpCall<T> work) throws SFTPException {
        try {
            return work.with(sftp());
        } catch (SFTPException e) {
            if (e.getCause() == null) { // the library wraps whatever else befalls it
                throw e;
            }
            throw lost(e);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    @Override
    public synchronized boolean hasSftp() {
        if (lacksSftp || sftp != null) {
            return !lacksSftp;
        }
        SSHClient connected = client();
        try {
            sftp();
        } catch (IOException | IllegalStateException e) {
            if (!connected.isConnected()) {
                throw lost(e);
            }
            LOG.debug("{} has no SFTP; its files are read and written by commands.", where(), e);
            lacksSftp = true;
        }
        return !lacksSftp;
    }

    private synchronized SftpRequests sftp() throws IOException {
        SSHClient connected = client();
        if (silence != null) {
            throw new TargetException(silence);
        }
        if (sftp == null) {
            SFTPEngine engine = new SFTPEngine(connected);
            greet(engine);
            engine.setTimeoutMs(ANSWER_MILLIS);
            sftp = new SftpRequests(engine);
        }
        return sftp;
    }

    /** Waits for the first answer of the SFTP server, for which the library would wait for ever (sshj 0.40.0). */
    private void greet(SFTPEngine engine) throws IOException {
        Cancellation now = cancellation.get();
        boolean wasCancelled = now.isCancelled(); // what is rolled back after that needs an answer, too
        CompletableFuture<Optional<IOException>> greeted = new CompletableFuture<>();
        Pipes.inBackground(() -> greeted.complete(failure(engine)));
        int waited = 0;
        for (; waited < FIRST_ANSWER_MILLIS && !greeted.isDone(); waited += LOOK_MILLIS) {
            if (!wasCancelled && now.isCancelled()) {
                break;
            }
            try {
                greeted.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                LOG.trace("The SFTP server has not answered yet.", e); // it never fails
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        if (!greeted.isDone()) {
            Pipes.inBackground(() -> close(engine));
            Problem silent = silent();
            silence = waited < FIRST_ANSWER_MILLIS ? null : silent; // only who had all that time is known to be silent
            throw new TargetException(silent);
        }
        Optional<IOException> failure = greeted.join();
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private static Optional<IOException> failure(SFTPEngine engine) {
        try {
            engine.init();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        } catch (RuntimeException e) {
            return Optional.of(new IOException(e));
        }
    }

    private static void close(SFTPEngine engine) {
        try {
            engine.close();
        } catch (IOException e) {
            LOG.debug("The channel of an SFTP server that says nothing could not be closed.", e);
        }
    }

    private Problem silent() {
        return new Problem(
                "SFTP server does not answer",
                where(),
                "the host started its SFTP server, and that said nothing for %d seconds."
                        .formatted(FIRST_ANSWER_MILLIS / 1000),
                "see why (the Subsystem line in its sshd_config names the program; the disk under it may hang). This must"
                        + " answer:\n\n  sftp -P %d %s@%s".formatted(login.port(), login.user(), login.address()));
    }

    /** Uses a connection that has begun. */
    synchronized SshHost with(Optional<ConnectionAhead> begun) {
        ahead = begun.orElse(ahead);
        return this;
    }

    /** Begins to connect in the background, unless that was done before. What goes wrong is reported when the host is first used. */
    synchronized void connectAhead() {
        if (client == null && ahead == null) {
            ahead = ConnectionAhead.begin(() -> SshConnection.open(login, way));
        }
    }

    @Override
    public synchronized void close() {
        SSHClient open = client;
        client = null;
        ConnectionAhead begun = ahead;
        ahead = null;
        if (begun != null) {
            begun.close();
        }
        if (sftp != null) {
            LOG.debug("{} round trips over SFTP to {}", sftp.roundTrips(), where());
        }
        sftp = null;
        if (open != null) {
            try {
                open.disconnect();
            } catch (IOException e) {
                return; // it is gone either way
            }
        }
    }

    /** A connection that broke is opened again, so that a run can roll back what it did before. */
    private synchronized SSHClient client() {
        if (client == null || !client.isConnected()) {
            ConnectionAhead begun = ahead;
            ahead = null;
            client = Optional.ofNullable(begun)
                    .flatMap(ConnectionAhead::take)
                    .orElseGet(() -> SshConnection.open(login, way));
            sftp = null;
            silence = null;
            spares.of(client);
        }
        return client;
    }

    private TargetException lost(Exception e) {
        close();
        return new UnreachableHostException(new Problem(
                "connection lost",
                where(),
                "the host did not answer while files were read or written: %s.".formatted(e.getMessage()),
                "check the host and the network, and run again."));
    }

    private Problem failed(String what, Exception e) {
        return new Problem(
                "command not run",
                where(),
                what + ": " + e.getMessage() + ".",
                "check the host; if it is only slow, run again.");
    }
}
