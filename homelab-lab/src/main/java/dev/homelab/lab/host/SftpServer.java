// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.subsystem.SubsystemFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.server.SftpErrorStatusDataHandler;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemEnvironment;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** The SFTP of a fake host, as its setup says. */
final class SftpServer implements SubsystemFactory {

    private final HostSetup setup;
    private final SftpSubsystemFactory real = new SftpSubsystemFactory.Builder()
            .withSftpErrorStatusDataHandler(new OpenSshStatus())
            .build();

    SftpServer(HostSetup setup, SftpEventListener listener) {
        this.setup = setup;
        real.addSftpEventListener(listener);
    }

    @Override
    public String getName() {
        return real.getName();
    }

    @Override
    public Command createSubsystem(ChannelSession channel) throws IOException {
        return switch (setup.sftp()) {
            case OF_THE_SERVER -> real.createSubsystem(channel);
            case BEHIND_THE_LOGIN_SHELL ->
                setup.greeting().isEmpty() ? real.createSubsystem(channel) : new Greeting(setup.greeting());
            case SILENT -> new Greeting("");
            case ABSENT -> throw new IOException("the fake host has no SFTP");
        };
    }

    /** Says of a failure that has no status of its own what OpenSSH says: nothing but that. */
    private static final class OpenSshStatus implements SftpErrorStatusDataHandler {

        @Override
        public String resolveErrorMessage(
                SftpSubsystemEnvironment server, int id, Throwable e, int status, int command, Object... arguments) {
            return status == SftpConstants.SSH_FX_FAILURE
                    ? "Failure"
                    : SftpErrorStatusDataHandler.super.resolveErrorMessage(server, id, e, status, command, arguments);
        }
    }

    /** What a client reads instead of an answer. */
    private static final class Greeting extends AbstractCommandSupport {

        private final String text;

        Greeting(String text) {
            super("sftp-server", null);
            this.text = text;
        }

        @Override
        public void run() {
            try {
                OutputStream output = getOutputStream();
                output.write(text.getBytes(StandardCharsets.UTF_8));
                output.flush();
                getInputStream().readAllBytes(); // a real one goes on and waits for the client
                onExit(0);
            } catch (IOException e) {
                onExit(1);
            }
        }
    }
}
