package signet.master;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

import java.util.List;
import java.util.concurrent.Callable;

/** The command line of the master. */
final class SignetCommand implements Callable<Integer> {

    private final GlobalOptions global = new GlobalOptions();
    private final CommandSpec spec = CommandModel.of(this, "signet");

    SignetCommand() {
        global.addTo(spec);
        for (CommandSpec command :
                List.of(
                        new AccountCommand(global).spec(),
                        new NewOrderCommand(global).spec(),
                        new RevokeCertCommand(global).spec(),
                        new HelpCommand().spec())) {
            spec.addSubcommand(command.name(), command);
        }
        spec.usageMessage()
                .description(
                        "Gets certificates from an ACME server. The account key stays with"
                                + " signet-accountd, on a token, in a file, or on another machine.",
                        "")
                .footer(
                        "",
                        "Examples:",
                        "  signet account --register --tos-agreed mailto:admin@example.org",
                        "  signet newOrder                 renew what is due",
                        "  signet newOrder www.example.org only the section of this name",
                        "  signet revokeCert /etc/ssl/www.example.org.pem",
                        "",
                        "Files: /etc/signet/signet.conf, /etc/signet/signet-certs.conf (for other"
                                + " users below $XDG_CONFIG_HOME). Exit status: 0 where all went"
                                + " well, 1 where something failed.");
    }

    CommandSpec spec() {
        return spec;
    }

    GlobalOptions global() {
        return global;
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing: account, newOrder or revokeCert");
    }
}
