// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.provision.Cancellation;
import dev.homelab.runner.Version;
import dev.homelab.runner.cli.ci.CiCommand;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command that has the others. */
@Command(
        name = "homelab",
        description = "Keeps a home lab in line with its definitions: one file per service.",
        mixinStandardHelpOptions = true,
        versionProvider = HomelabCommand.Versions.class,
        subcommands = {
            ValidateCommand.class,
            DetectCommand.class,
            ShowCommand.class,
            ExplainCommand.class,
            PlanCommand.class,
            ApplyCommand.class,
            VerifyCommand.class,
            DriftCommand.class,
            HistoryCommand.class,
            RollbackCommand.class,
            NotifyCommand.class,
            LockCommand.class,
            UnlockCommand.class,
            HostsCommand.class,
            KeyCommand.class,
            GlanceCommand.class,
            CiCommand.class,
            DemoCommand.class,
            SchemaCommand.class,
            HelpCommand.class
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "   0  done, or nothing to do",
            "   1  failed, before anything was changed or with changes for a rollback job",
            "   2  changes are pending (plan --check), or drift was found (drift)",
            "   3  definitions are not valid",
            "   4  refused: a guard, a conflict, a stale plan, or another run",
            "   5  a service failed and was rolled back on all targets",
            "   6  rollback incomplete or not verified: manual action required",
            "  64  wrong usage",
            " 130  cancelled, by Ctrl-C or SIGTERM: what was begun is rolled back"
        })
final class HomelabCommand implements Invocation, Runnable {

    /** The version that {@code --version} prints. */
    static final class Versions implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"homelab " + Version.current()};
        }
    }

    private final Map<String, String> environment;
    private final Masker masker;
    private final Cancellation cancellation;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Also print every check of services that are good, and what is of use only to those who mend"
                    + " homelab, such as stack traces.")
    private boolean verbose;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The program, in an environment of variables. */
    HomelabCommand(Map<String, String> environment) {
        this(environment, new Masker(), new Cancellation());
    }

    /**
     * The program, in an environment of variables.
     *
     * @param masker hides secrets in all that it prints
     * @param cancellation ends its runs early
     */
    HomelabCommand(Map<String, String> environment, Masker masker, Cancellation cancellation) {
        this.masker = masker;
        this.environment = environment;
        this.cancellation = cancellation;
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public Masker masker() {
        return masker;
    }

    @Override
    public boolean isVerbose() {
        return verbose;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: validate, detect, show, explain, plan, apply, verify, drift, history, rollback, notify, lock,"
                        + " unlock, hosts, key, glance, ci, demo or schema.");
    }
}
