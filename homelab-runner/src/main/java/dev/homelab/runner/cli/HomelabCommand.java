// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.provision.Cancellation;
import dev.homelab.runner.Version;
import dev.homelab.runner.cli.ci.CiCommand;
import dev.homelab.runner.cli.screen.Screen;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command that has the others. */
@Command(
        name = "homelab",
        description = "Keeps a home lab in line with its definitions: one file per service.",
        mixinStandardHelpOptions = true,
        versionProvider = HomelabCommand.Versions.class,
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
final class HomelabCommand implements Invocation {

    /** The version that {@code --version} prints. */
    static final class Versions implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {version()};
        }
    }

    /** The commands that are about all the others. */
    private static final Set<String> NEEDS_ALL = Set.of("help", "completion");

    /** The options that print the version. */
    static final Set<String> VERSION = Set.of("--version", "-V");

    private final Map<String, String> environment;
    private final Masker masker;
    private final Cancellation cancellation;
    private final Screen screen;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Also print every check of verified services, and debugging output such as stack traces.")
    private boolean verbose;

    /** The program, in an environment of variables. */
    HomelabCommand(Map<String, String> environment) {
        this(environment, new Masker(), new Cancellation(), Screen.none(environment));
    }

    /**
     * The program, in an environment of variables.
     *
     * @param masker hides secrets in all that it prints
     * @param cancellation ends its runs early
     * @param screen the terminal, if there is one
     */
    HomelabCommand(Map<String, String> environment, Masker masker, Cancellation cancellation, Screen screen) {
        this.screen = screen;
        this.masker = masker;
        this.environment = environment;
        this.cancellation = cancellation;
    }

    static String version() {
        return "homelab " + Version.described();
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
    public Screen screen() {
        return screen;
    }

    /**
     * Returns the command line for these arguments. It has only the command that they choose: building one takes a hundredth of a
     * second, and the others are never seen.
     */
    CommandLine commandLine(String... arguments) {
        CommandLine commandLine = new CommandLine(this);
        List<String> all = CommandGroup.names();
        List<String> chosen = Stream.of(arguments)
                .filter(argument -> !argument.startsWith("-"))
                .limit(1)
                .toList();
        boolean isKnown = chosen.stream().noneMatch(NEEDS_ALL::contains) && all.containsAll(chosen);
        boolean isVersion = chosen.isEmpty() && Stream.of(arguments).anyMatch(VERSION::contains);
        List<String> names = isVersion || (isKnown && !chosen.isEmpty()) ? chosen : all;
        names.forEach(name -> commandLine.addSubcommand(name, command(name)));
        return commandLine;
    }

    private static Object command(String name) {
        return switch (name) {
            case "destroy" -> new DestroyCommand();
            case "doctor" -> new DoctorCommand();
            case "pin" -> new PinCommand();
            case "pull" -> new PullCommand();
            case "init" -> new InitCommand();
            case "new" -> new NewCommand();
            case "import" -> new ImportCommand();
            case "validate" -> new ValidateCommand();
            case "detect" -> new DetectCommand();
            case "show" -> new ShowCommand();
            case "explain" -> new ExplainCommand();
            case "plan" -> new PlanCommand();
            case "apply" -> new ApplyCommand();
            case "verify" -> new VerifyCommand();
            case "drift" -> new DriftCommand();
            case "logs" -> new LogsCommand();
            case "status" -> new StatusCommand();
            case "list" -> new ListCommand();
            case "site" -> new SiteCommand();
            case "graph" -> new GraphCommand();
            case "history" -> new HistoryCommand();
            case "rollback" -> new RollbackCommand();
            case "notify" -> new NotifyCommand();
            case "lock" -> new LockCommand();
            case "unlock" -> new UnlockCommand();
            case "hosts" -> new HostsCommand();
            case "key" -> new KeyCommand();
            case "glance" -> new GlanceCommand();
            case "ci" -> new CiCommand();
            case "demo" -> new DemoCommand();
            case "schema" -> new SchemaCommand();
            case "completion" -> new CompletionCommand();
            case "help" -> new HelpCommand();
            default ->
                throw new IllegalArgumentException("There is no command " + name + ". This is a bug in homelab.");
        };
    }
}
