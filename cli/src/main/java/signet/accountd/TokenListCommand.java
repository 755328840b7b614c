package signet.accountd;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import signet.config.ConfigException;
import signet.signer.SignerException;
import signet.signer.pkcs11.Tokens;
import signet.signer.pkcs11.modules.InstalledModule;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** The options of {@code signet-accountd token list}. */
final class TokenListCommand implements Callable<Integer> {

    private final TokenOptionGroup options = new TokenOptionGroup();

    private final PositionalParamSpec files =
            PositionalParamSpec.builder()
                    .paramLabel("MODULE")
                    .type(List.class)
                    .auxiliaryTypes(Path.class)
                    .converters(Path::of)
                    .arity("0..*")
                    .initialValue(List.of())
                    .description("Look at these modules only.")
                    .build();

    private final OptionSpec json = SharedOptions.json();

    private final CommandSpec spec =
            options.addTo(CommandModel.of(this, "list")).addPositional(files).addOption(json);

    TokenListCommand() {
        spec.usageMessage()
                .description(
                        "Lists the tokens that this host has, and their keys. Asks for no PIN, so"
                                + " that some tokens show a part of their keys only.",
                        "Looks at the modules that p11-kit registers, and at the usual places of"
                                + " OpenSC, SoftHSM2, ykcs11 and tpm2-pkcs11.")
                .footerHeading("%nExamples:%n")
                .footer(
                        "  signet-accountd token list",
                        "  signet-accountd token list --json /opt/vendor/lib/pkcs11.so");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws ConfigException, IOException, SignerException {
        List<ListedModule> modules =
                options.run(
                        tokens -> paths(tokens).stream().map(path -> look(tokens, path)).toList());
        var out = spec.commandLine().getOut();
        if (json.<Boolean>getValue()) {
            out.println(TokenJson.of(modules));
        } else {
            TokenText.lines(modules).forEach(out::println);
        }
        return 0;
    }

    private List<Path> paths(Tokens tokens) {
        List<Path> given = files.getValue();
        return given.isEmpty()
                ? tokens.modules().stream().map(InstalledModule::path).toList()
                : given.stream().map(Path::toAbsolutePath).toList();
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
