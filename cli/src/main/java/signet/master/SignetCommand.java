package signet.master;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
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
                        "Files:",
                        "  /etc/signet/signet.conf         configuration",
                        "  /etc/signet/signet-certs.conf   a section for each certificate",
                        "  /run/signet.lock                keeps two runs apart",
                        "  /var/cache/signet/rescue/       what could not be installed",
                        "For other users than root the first two are below $XDG_CONFIG_HOME (or"
                                + " ~/.config), the lock is below $XDG_RUNTIME_DIR, and the last is"
                                + " below $XDG_CACHE_HOME (or ~/.cache).")
                .exitCodeListHeading("%nExit status:%n")
                .exitCodeList(
                        UsageMessageSpec.keyValuesMap("0:All went well.", "1:Something failed."));
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
