package signet.accountd;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import signet.config.AccountdConfig;
import signet.config.ConfigException;
import signet.config.Specifiers;
import signet.signer.KeyReference;
import signet.signer.Signer;
import signet.signer.SignerException;
import signet.signer.Signers;
import signet.signer.server.RequestPolicy;
import signet.signer.server.ServerLimits;
import signet.signer.server.SignerServer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The options of signet-accountd, and what they lead to. */
@Command(
        name = "signet-accountd",
        description = "Keeps the ACME account key and signs with it for its clients.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        versionProvider = Version.class,
        subcommands = {KeygenCommand.class, TokenCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  signet-accountd keygen --type=ES256 --out=account.key",
            "  signet-accountd --privkey=file:account.key --socket=/run/signet/S.signet",
            "  signet-accountd --privkey=gpg:account.key.gpg --quiet",
            "  signet-accountd token list",
            "  signet-accountd --privkey=\"pkcs11:serial=0123;id=%%01?pin-source=/etc/signet/pin\"",
            "  ssh -T station signet-accountd --privkey=file:account.key --stdio",
            "%nThe exit status is 77 where a PIN was refused, is known to be wrong, or must not be"
                    + " sent without a person's yes: a supervisor must not start it again then"
                    + " (systemd: RestartPreventExitStatus=77).",
            "%nThe configuration file is /etc/signet/signet-accountd.conf for root, and"
                    + " ~/.config/signet/signet-accountd.conf for others."
        })
// picocli sets the fields, and reads those that we do not.
@SuppressWarnings({"NullAway.Init", "UnusedVariable"})
final class AccountdCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read this configuration file; lacme-accountd.conf will do.")
    private @Nullable Path config;

    @Option(
            names = "--privkey",
            paramLabel = "REF",
            description = {
                "The account key, as SCHEME:VALUE:",
                "  file:FILE   private key in PEM form, may be encrypted",
                "  gpg:FILE    the same, encrypted for gpg",
                "  pkcs11:URI  on a token, as \"token list\" shows it (RFC 7512)",
                "  unix:PATH   the socket of another signet-accountd"
            })
    private @Nullable String privkey;

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            description = "Listen on this UNIX-domain socket (default: %%t/S.signet).")
    private @Nullable String socket;

    @Option(names = "--stdio", description = "Serve one client on standard input and output.")
    private boolean stdio;

    @Option(
            names = "--inherited-socket",
            description =
                    "Serve the socket that is standard input (systemd: StandardInput=socket).")
    private boolean inheritedSocket;

    @Option(
            names = "--last-try",
            description = "Send the PIN once, even where the token says that a wrong one locks it.")
    private boolean lastTry;

    @Option(
            names = {"-q", "--quiet"},
            description = "Do not show connections and signatures on standard error.")
    private boolean quiet;

    @Option(names = "--debug", description = "Show more, and where errors come from.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    private boolean version;

    @Override
    public Integer call() throws ConfigException, IOException, SignerException {
        int ways = (stdio ? 1 : 0) + (inheritedSocket ? 1 : 0) + (socket != null ? 1 : 0);
        if (ways > 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "only one of --socket, --stdio and --inherited-socket is possible");
        }
        Specifiers specifiers = Specifiers.ofProcess();
        AccountdConfig settings = AccountdConfig.load(Optional.ofNullable(config), specifiers);
        KeyReference reference = keyReference(settings, specifiers);
        try (AccountdLog log =
                        AccountdLog.open(settings.logfile(), quiet || settings.quiet(), debug);
                Signer signer = open(reference, settings, log);
                SignerServer server = server(signer, settings, log)) {
            new Service(server, signer, log).run(transport(settings, specifiers));
        }
        return 0;
    }

    private KeyReference keyReference(AccountdConfig settings, Specifiers specifiers)
            throws ConfigException, SignerException {
        String text =
                privkey == null
                        ? settings.privkey()
                                .orElseThrow(
                                        () ->
                                                new ConfigException(
                                                        "there is no account key: set \"privkey\""
                                                                + " in the configuration file, or"
                                                                + " --privkey=file:FILE"))
                        : AccountdConfig.expandPrivkey(privkey, specifiers);
        return KeyReference.parse(text);
    }

    private Signer open(KeyReference reference, AccountdConfig settings, AccountdLog log)
            throws SignerException {
        try (TerminalConfirmation confirmation = new TerminalConfirmation()) {
            SignerOptions options = new SignerOptions(settings, lastTry);
            return Signers.open(reference, options.settings(confirmation, log));
        }
    }

    private static SignerServer server(Signer signer, AccountdConfig settings, AccountdLog log) {
        ServerLimits limits =
                new ServerLimits(
                        settings.maxConnections(),
                        settings.idleTimeout(),
                        ServerLimits.DEFAULT.maxRequestLine());
        return new SignerServer(signer, settings.keyId(), RequestPolicy.PERMIT_ALL, limits, log);
    }

    private Transport transport(AccountdConfig settings, Specifiers specifiers)
            throws ConfigException {
        if (stdio) {
            return new Transport.Stdio();
        }
        if (inheritedSocket) {
            return new Transport.Inherited();
        }
        if (socket != null) {
            return new Transport.AtPath(specifiers.expandPath(socket));
        }
        return new Transport.AtPath(
                settings.socket().isPresent()
                        ? settings.socket().get()
                        : AccountdConfig.defaultSocket(specifiers));
    }
}
