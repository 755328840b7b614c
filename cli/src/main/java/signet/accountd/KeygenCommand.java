package signet.accountd;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import signet.signer.SignatureAlgorithm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** The options of {@code signet-accountd keygen}. */
@Command(
        name = "keygen",
        description = "Makes a new account key.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        footerHeading = "%nExample:%n",
        footer = "  signet-accountd keygen --type=ES256 --out=/etc/signet/account.key")
// picocli sets the fields, and reads those that we do not.
@SuppressWarnings({"NullAway.Init", "UnusedVariable"})
final class KeygenCommand implements Callable<Integer> {

    private static final int DEFAULT_BITS = 2048;
    private static final int MAX_BITS = 4096;

    @Spec private CommandSpec spec;

    @Option(
            names = "--type",
            required = true,
            paramLabel = "TYPE",
            description = "ES256 (P-256), ES384 (P-384) or RS256 (RSA).")
    private SignatureAlgorithm type;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where to write the key; must not exist.")
    private Path out;

    @Option(
            names = "--bits",
            paramLabel = "N",
            description = "The length of an RSA key, 2048 (default) to 4096.")
    private @Nullable Integer bits;

    @Option(names = "--debug", description = "Show where errors come from.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() throws IOException {
        if (bits != null && type != SignatureAlgorithm.RS256) {
            throw new ParameterException(spec.commandLine(), "--bits is for --type=RS256 only");
        }
        int length = bits == null ? DEFAULT_BITS : bits;
        if (length < DEFAULT_BITS || length > MAX_BITS) {
            throw new ParameterException(spec.commandLine(), "--bits must be from 2048 to 4096");
        }
        Path file = out.toAbsolutePath().normalize();
        NewKey.write(NewKey.generate(type, length), file);
        spec.commandLine()
                .getOut()
                .println(
                        "Wrote a new "
                                + type
                                + " account key to "
                                + file
                                + " (mode 0600). Keep a copy in a safe place.");
        spec.commandLine().getOut().println("Next: signet-accountd --privkey=file:" + file);
        return 0;
    }
}
