package signet.accountd;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import signet.config.ConfigException;
import signet.signer.SignatureAlgorithm;
import signet.signer.SignerException;
import signet.signer.pkcs11.process.NewTokenKey;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/** The options of {@code signet-accountd token keygen}. */
@Command(
        name = "keygen",
        description = {
            "Makes a new account key on a token, sensitive and not extractable.",
            "Cards of the PIV standard, such as YubiKeys, need the tool of their maker instead:"
                    + " ykman piv keys generate."
        },
        sortOptions = false,
        usageHelpAutoWidth = true,
        footerHeading = "%nExample:%n",
        footer =
                "  signet-accountd token keygen --token=\"pkcs11:token=ACME\" --type=ES256"
                        + " --id=01 --label=account")
// picocli sets the fields, and reads those that we do not.
@SuppressWarnings({"NullAway.Init", "UnusedVariable"})
final class TokenKeygenCommand implements Callable<Integer> {

    private static final Pattern ID = Pattern.compile("([0-9a-fA-F]{2}){1,64}");

    @Spec private CommandSpec spec;
    @Mixin private TokenOptionGroup options;

    @Option(
            names = "--token",
            required = true,
            paramLabel = "URI",
            description = "The token, as \"token list\" shows it.")
    private String token;

    @Option(
            names = "--type",
            required = true,
            paramLabel = "TYPE",
            description = "ES256 (P-256), ES384 (P-384) or RS256 (RSA of 2048 bits).")
    private SignatureAlgorithm type;

    @Option(names = "--id", paramLabel = "HEX", description = "The id of the key, as 01.")
    private @Nullable String id;

    @Option(names = "--label", paramLabel = "TEXT", description = "The label of the key.")
    private @Nullable String label;

    @Override
    public Integer call() throws ConfigException, IOException, SignerException {
        if (id != null && !ID.matcher(id).matches()) {
            throw new ParameterException(
                    spec.commandLine(), "--id must be 1 to 64 bytes in hexadecimal, as 01");
        }
        NewTokenKey key =
                new NewTokenKey(type, Optional.ofNullable(id), Optional.ofNullable(label));
        String uri = options.run(tokens -> tokens.generate(token, key));
        var out = spec.commandLine().getOut();
        out.println("Made a new " + type + " account key: " + uri);
        out.println("Next: signet-accountd token check \"" + uri + "\"");
        return 0;
    }
}
