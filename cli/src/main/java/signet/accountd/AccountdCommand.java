package signet.accountd;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

import signet.accountd.audit.Audit;
import signet.accountd.audit.AuditLog;
import signet.config.AccountdConfig;
import signet.config.ConfigException;
import signet.config.Specifiers;
import signet.signer.KeyReference;
import signet.signer.Signer;
import signet.signer.SignerException;
import signet.signer.Signers;
import signet.signer.server.Safeguards;
import signet.signer.server.ServerLimits;
import signet.signer.server.SignerServer;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The options of signet-accountd, and what they lead to. */
final class AccountdCommand implements Callable<Integer> {

    private final OptionSpec config =
            SharedOptions.config("Read this configuration file; lacme-accountd.conf will do.");

    private final OptionSpec privkey =
            OptionSpec.builder("--privkey")
                    .paramLabel("REF")
                    .type(String.class)
                    .description(
                            "The account key, as SCHEME:VALUE:",
                            "  file:FILE   private key in PEM form, may be encrypted",
                            "  gpg:FILE    the same, encrypted for gpg",
                            "  pkcs11:URI  on a token, as \"token list\" shows it (RFC 7512)",
                            "  unix:PATH   the socket of another signet-accountd")
                    .build();

    private final OptionSpec socket =
            OptionSpec.builder("--socket")
                    .paramLabel("PATH")
                    .type(String.class)
                    .description("Listen on this UNIX-domain socket (default: %%t/S.signet).")
                    .build();

    private final OptionSpec stdio =
            OptionSpec.builder("--stdio")
                    .initialValue(false)
                    .description("Serve one client on standard input and output.")
                    .build();

    private final OptionSpec inheritedSocket =
            OptionSpec.builder("--inherited-socket")
                    .initialValue(false)
                    .description(
                            "Serve the sockets of a systemd socket unit, or the one that is"
                                    + " standard input.")
                    .build();

    private final OptionSpec via =
            OptionSpec.builder("--via")
                    .paramLabel("NAME")
                    .type(String.class)
                    .description(
                            "What the policy and the log call the way by which clients come"
                                    + " (default: socket or stdio; sockets of a systemd unit have"
                                    + " names of their own).")
                    .build();

    private final OptionSpec lastTry = SharedOptions.lastTry();

    private final OptionSpec quiet =
            OptionSpec.builder("-q", "--quiet")
                    .initialValue(false)
                    .description("Do not show connections and signatures on standard error.")
                    .build();

    private final OptionSpec debug = SharedOptions.debug("Show more, and where errors come from.");

    private final CommandSpec spec =
            CommandModel.of(this, "signet-accountd")
                    .versionProvider(new Version())
                    .addOption(config)
                    .addOption(privkey)
                    .addOption(socket)
                    .addOption(stdio)
                    .addOption(inheritedSocket)
                    .addOption(via)
                    .addOption(lastTry)
                    .addOption(quiet)
                    .addOption(debug)
                    .addOption(SharedOptions.help())
                    .addOption(
                            OptionSpec.builder("--version")
                                    .versionHelp(true)
                                    .description("Show the version.")
                                    .build());

    AccountdCommand() {
        for (CommandSpec command :
                List.of(
                        new KeygenCommand().spec(),
                        new TokenCommand().spec(),
                        new PolicyCommand().spec(),
                        new ApprovalsCommand().spec(),
                        new AuditCommand().spec())) {
            spec.addSubcommand(command.name(), command);
        }
        spec.usageMessage()
                .description("Keeps the ACME account key and signs with it for its clients.")
                .footerHeading("%nExamples:%n")
                .footer(
                        "  signet-accountd keygen --type=ES256 --out=account.key",
                        "  signet-accountd --privkey=file:account.key"
                                + " --socket=/run/signet/S.signet",
                        "  signet-accountd --privkey=gpg:account.key.gpg --quiet",
                        "  signet-accountd token list",
                        "  signet-accountd audit verify",
                        "  signet-accountd"
                            + " --privkey=\"pkcs11:serial=0123;id=%%01?pin-source=/etc/signet/pin\"",
                        "  ssh -T station signet-accountd --privkey=file:account.key --stdio",
                        "",
                        "Files:",
                        "  /etc/signet/signet-accountd.conf        configuration, for root",
                        "  ~/.config/signet/signet-accountd.conf   configuration, for others")
                .exitCodeListHeading("%nExit status:%n")
                .exitCodeList(
                        UsageMessageSpec.keyValuesMap(
                                "0:All went well, as where a signal or its client ends the"
                                        + " service.",
                                "1:The arguments are wrong.",
                                "77:A PIN was refused, is known to be wrong, or must not be sent"
                                        + " without a person's yes: a supervisor must not start it"
                                        + " again then (systemd: RestartPreventExitStatus=77).",
                                "255:Something else failed."));
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws ConfigException, IOException, SignerException {
        int ways =
                (stdio.<Boolean>getValue() ? 1 : 0)
                        + (inheritedSocket.<Boolean>getValue() ? 1 : 0)
                        + (socket.getValue() == null ? 0 : 1);
        if (ways > 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "only one of --socket, --stdio and --inherited-socket is possible");
        }
        Specifiers specifiers = Specifiers.ofProcess();
        AccountdConfig settings =
                AccountdConfig.load(Optional.ofNullable(config.getValue()), specifiers);
        KeyReference reference = keyReference(settings, specifiers);
        try (AccountdLog log =
                        AccountdLog.open(
                                settings.logfile(),
                                quiet.<Boolean>getValue() || settings.quiet(),
                                debug.getValue());
                Audit audit = audit(settings, log);
                Guard guard = Guard.open(settings, specifiers, log);
                Signer signer = open(reference, settings, log);
                SignerServer server = server(signer, guard, audit, settings, log)) {
            Running parts = new Running(server, signer, guard, audit);
            new Service(parts, log, via()).run(transport(settings, specifiers));
        }
        return 0;
    }

    private KeyReference keyReference(AccountdConfig settings, Specifiers specifiers)
            throws ConfigException, SignerException {
        @Nullable String given = privkey.getValue();
        String text =
                given == null
                        ? settings.privkey()
                                .orElseThrow(
                                        () ->
                                                new ConfigException(
                                                        "there is no account key: set \"privkey\""
                                                                + " in the configuration file, or"
                                                                + " --privkey=file:FILE"))
                        : AccountdConfig.expandPrivkey(given, specifiers);
        return KeyReference.parse(text);
    }

    /** Before the signer is opened: no PIN is spent where nothing could be signed. */
    private static Audit audit(AccountdConfig settings, AccountdLog log) throws IOException {
        return settings.audit().isPresent()
                ? AuditLog.open(settings.audit().get(), log)
                : Audit.NONE;
    }

    private Signer open(KeyReference reference, AccountdConfig settings, AccountdLog log)
            throws SignerException {
        try (TerminalConfirmation confirmation = new TerminalConfirmation()) {
            SignerOptions options = new SignerOptions(settings, lastTry.getValue());
            return Signers.open(reference, options.settings(confirmation, log));
        }
    }

    private static SignerServer server(
            Signer signer, Guard guard, Audit audit, AccountdConfig settings, AccountdLog log) {
        ServerLimits limits =
                new ServerLimits(
                        settings.maxConnections(),
                        settings.idleTimeout(),
                        ServerLimits.DEFAULT.maxRequestLine());
        Safeguards safeguards =
                new Safeguards(
                        settings.keyId(),
                        guard.externalAccounts(),
                        guard.policy(signer.publicKey()),
                        AuditLedger.of(audit, signer));
        return new SignerServer(signer, safeguards, limits, log);
    }

    private String via() {
        @Nullable String name = via.getValue();
        if (name != null) {
            return name;
        }
        return stdio.<Boolean>getValue() ? "stdio" : "socket";
    }

    private Transport transport(AccountdConfig settings, Specifiers specifiers)
            throws ConfigException {
        if (stdio.<Boolean>getValue()) {
            return new Transport.Stdio();
        }
        if (inheritedSocket.<Boolean>getValue()) {
            return new Transport.Inherited();
        }
        if (socket.getValue() != null) {
            return new Transport.AtPath(specifiers.expandPath(socket.getValue()));
        }
        return new Transport.AtPath(
                settings.socket().isPresent()
                        ? settings.socket().get()
                        : AccountdConfig.defaultSocket(specifiers));
    }
}
