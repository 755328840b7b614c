package signet.accountd;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import signet.config.ConfigException;
import signet.signer.SignerException;
import signet.signer.pkcs11.Tokens;
import signet.signer.pkcs11.modules.InstalledModule;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** The options of {@code signet-accountd token list}. */
@Command(
        name = "list",
        description = {
            "Lists the tokens that this host has, and their keys. Asks for no PIN, so that some"
                    + " tokens show a part of their keys only.",
            "Looks at the modules that p11-kit registers, and at the usual places of OpenSC,"
                    + " SoftHSM2, ykcs11 and tpm2-pkcs11."
        },
        sortOptions = false,
        usageHelpAutoWidth = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  signet-accountd token list",
            "  signet-accountd token list --json /opt/vendor/lib/pkcs11.so"
        })
// picocli sets the fields, and reads those that we do not.
@SuppressWarnings({"NullAway.Init", "UnusedVariable"})
final class TokenListCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private TokenOptionGroup options;

    @Parameters(paramLabel = "MODULE", arity = "0..*", description = "Look at these modules only.")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException, IOException, SignerException {
        List<ListedModule> modules =
                options.run(
                        tokens -> paths(tokens).stream().map(path -> look(tokens, path)).toList());
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(TokenJson.of(modules));
        } else {
            TokenText.lines(modules).forEach(out::println);
        }
        return 0;
    }

    private List<Path> paths(Tokens tokens) {
        return files.isEmpty()
                ? tokens.modules().stream().map(InstalledModule::path).toList()
                : files.stream().map(Path::toAbsolutePath).toList();
    }

    /** A broken module is part of the answer, and does not hide the others. */
    private static ListedModule look(Tokens tokens, Path module) {
        try {
            return new ListedModule(module, tokens.list(module), "");
        } catch (SignerException e) {
            return new ListedModule(module, List.of(), String.valueOf(e.getMessage()));
        }
    }
}
