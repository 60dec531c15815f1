// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host;

import dev.homelab.lab.host.shell.LoginShell;
import java.util.Optional;

/** How a fake host is set up where hosts of people differ. At first it is a plain Debian with Docker. Safe for many threads. */
public final class HostSetup {

    private volatile LoginShell loginShell = LoginShell.POSIX;
    private volatile String greeting = "";
    private volatile Sftp sftp = Sftp.OF_THE_SERVER;
    private volatile String dockerFolder = "/usr/bin";
    private volatile Optional<String> dockerSocket = Optional.empty();
    private volatile boolean dockerNeedsRoot;
    private volatile Sudo sudo = Sudo.ABSENT;

    /** How files are served. */
    public enum Sftp {
        /** By the SSH server itself. */
        OF_THE_SERVER,
        /** By a program that the login shell starts, so that its greeting comes first. */
        BEHIND_THE_LOGIN_SHELL,
        /** Not at all. */
        ABSENT,
        /** By a program that starts and never answers. */
        SILENT
    }

    /** What {@code sudo} asks of the user who signs in. */
    public enum Sudo {
        ABSENT,
        ASKS_FOR_PASSWORD,
        FREE
    }

    /** Gives the user who signs in another shell. */
    public HostSetup loginShell(LoginShell shell) {
        this.loginShell = shell;
        return this;
    }

    /** Prints a text on both streams ahead of each command, as a start file of the login shell may. */
    public HostSetup greeting(String text) {
        this.greeting = text;
        return this;
    }

    public HostSetup sftp(Sftp how) {
        this.sftp = how;
        return this;
    }

    /** Moves {@code docker} to another folder; the PATH of a session is {@code /usr/bin:/bin}. */
    public HostSetup dockerIn(String folder) {
        this.dockerFolder = folder;
        return this;
    }

    /** Lets the engine answer at another socket only, as one without root does. */
    public HostSetup dockerAnswersAt(String socket) {
        this.dockerSocket = Optional.of(socket);
        return this;
    }

    /** Lets only root use the engine. */
    public HostSetup dockerNeedsRoot() {
        this.dockerNeedsRoot = true;
        return this;
    }

    public HostSetup sudo(Sudo how) {
        this.sudo = how;
        return this;
    }

    LoginShell loginShell() {
        return loginShell;
    }

    String greeting() {
        return greeting;
    }

    Sftp sftp() {
        return sftp;
    }

    String dockerFolder() {
        return dockerFolder;
    }

    Optional<String> dockerSocket() {
        return dockerSocket;
    }

    boolean needsRoot() {
        return dockerNeedsRoot;
    }

    Sudo sudo() {
        return sudo;
    }
}
