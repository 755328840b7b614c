package signet.master;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the master. */
@Command(
        name = "signet",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            AccountCommand.class,
            NewOrderCommand.class,
            RevokeCertCommand.class,
            HelpCommand.class
        },
        description = {
            "Gets certificates from an ACME server. The account key stays with signet-accountd, on"
                    + " a token, in a file, or on another machine.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  signet account --register --tos-agreed mailto:admin@example.org",
            "  signet newOrder                 renew what is due",
            "  signet newOrder www.example.org only the section of this name",
            "  signet revokeCert /etc/ssl/www.example.org.pem",
            "",
            "Files: /etc/signet/signet.conf, /etc/signet/signet-certs.conf (for other users below"
                    + " $XDG_CONFIG_HOME). Exit status: 0 where all went well, 1 where something"
                    + " failed."
        })
final class SignetCommand implements Runnable {

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Spec CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing: account, newOrder or revokeCert");
    }
}
