package signet.accountd;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

import signet.signer.SignatureAlgorithm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** The options of {@code signet-accountd keygen}. */
final class KeygenCommand implements Callable<Integer> {

    private static final int DEFAULT_BITS = 2048;
    private static final int MAX_BITS = 4096;

    private final OptionSpec type =
            SharedOptions.type("ES256 (P-256), ES384 (P-384) or RS256 (RSA).");

    private final OptionSpec out =
            OptionSpec.builder("--out")
                    .required(true)
                    .paramLabel("FILE")
                    .type(Path.class)
                    .converters(Path::of)
                    .description("Where to write the key; must not exist.")
                    .build();

    private final OptionSpec bits =
            OptionSpec.builder("--bits")
                    .paramLabel("N")
                    .type(Integer.class)
                    .description("The length of an RSA key, 2048 (default) to 4096.")
                    .build();

    private final CommandSpec spec =
            CommandModel.of(this, "keygen")
                    .addOption(type)
                    .addOption(out)
                    .addOption(bits)
                    .addOption(SharedOptions.debug("Show where errors come from."))
                    .addOption(SharedOptions.help());

    KeygenCommand() {
        spec.usageMessage()
                .description("Makes a new account key.")
                .footerHeading("%nExample:%n")
                .footer("  signet-accountd keygen --type=ES256 --out=/etc/signet/account.key");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws IOException {
        SignatureAlgorithm algorithm = type.getValue();
        @Nullable Integer given = bits.getValue();
        if (given != null && algorithm != SignatureAlgorithm.RS256) {
            throw new ParameterException(spec.commandLine(), "--bits is for --type=RS256 only");
        }
        int length = given == null ? DEFAULT_BITS : given;
        if (length < DEFAULT_BITS || length > MAX_BITS) {
            throw new ParameterException(spec.commandLine(), "--bits must be from 2048 to 4096");
        }
        Path file = out.<Path>getValue().toAbsolutePath().normalize();
        NewKey.write(NewKey.generate(algorithm, length), file);
        spec.commandLine()
                .getOut()
                .println(
                        "Wrote a new "
                                + algorithm
                                + " account key to "
                                + file
                                + " (mode 0600). Keep a copy in a safe place.");
        spec.commandLine().getOut().println("Next: signet-accountd --privkey=file:" + file);
        return 0;
    }
}
