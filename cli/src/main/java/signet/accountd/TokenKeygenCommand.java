package signet.accountd;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

import signet.config.ConfigException;
import signet.signer.SignatureAlgorithm;
import signet.signer.SignerException;
import signet.signer.pkcs11.process.NewTokenKey;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/** The options of {@code signet-accountd token keygen}. */
final class TokenKeygenCommand implements Callable<Integer> {

    private static final Pattern ID = Pattern.compile("([0-9a-fA-F]{2}){1,64}");

    private final TokenOptionGroup options = new TokenOptionGroup();

    private final OptionSpec token =
            OptionSpec.builder("--token")
                    .required(true)
                    .paramLabel("URI")
                    .type(String.class)
                    .description("The token, as \"token list\" shows it.")
                    .build();

    private final OptionSpec type =
            SharedOptions.type("ES256 (P-256), ES384 (P-384) or RS256 (RSA of 2048 bits).");

    private final OptionSpec id =
            OptionSpec.builder("--id")
                    .paramLabel("HEX")
                    .type(String.class)
                    .description("The id of the key, as 01.")
                    .build();

    private final OptionSpec label =
            OptionSpec.builder("--label")
                    .paramLabel("TEXT")
                    .type(String.class)
                    .description("The label of the key.")
                    .build();

    private final CommandSpec spec =
            options.addTo(CommandModel.of(this, "keygen"))
                    .addOption(token)
                    .addOption(type)
                    .addOption(id)
                    .addOption(label);

    TokenKeygenCommand() {
        spec.usageMessage()
                .description(
                        "Makes a new account key on a token, sensitive and not extractable.",
                        "Cards of the PIV standard, such as YubiKeys, need the tool of their maker"
                                + " instead: ykman piv keys generate.")
                .footerHeading("%nExample:%n")
                .footer(
                        "  signet-accountd token keygen --token=\"pkcs11:token=ACME\" --type=ES256"
                                + " --id=01 --label=account");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws ConfigException, IOException, SignerException {
        Optional<String> wantedId = Optional.ofNullable(id.getValue());
        if (wantedId.isPresent() && !ID.matcher(wantedId.get()).matches()) {
            throw new ParameterException(
                    spec.commandLine(), "--id must be 1 to 64 bytes in hexadecimal, as 01");
        }
        SignatureAlgorithm algorithm = type.getValue();
        NewTokenKey key =
                new NewTokenKey(algorithm, wantedId, Optional.ofNullable(label.getValue()));
        String uri = options.run(tokens -> tokens.generate(token.getValue(), key));
        var out = spec.commandLine().getOut();
        out.println("Made a new " + algorithm + " account key: " + uri);
        out.println("Next: signet-accountd token check \"" + uri + "\"");
        return 0;
    }
}
