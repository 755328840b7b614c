package signet.accountd;

import picocli.CommandLine.Model.OptionSpec;

import signet.signer.SignatureAlgorithm;

import java.nio.file.Path;

/** The options of more than one command; each command has an option of its own, with its value. */
final class SharedOptions {

    private SharedOptions() {}

    static OptionSpec config(String description) {
        return OptionSpec.builder("--config")
                .paramLabel("FILE")
                .type(Path.class)
                .converters(Path::of)
                .description(description)
                .build();
    }

    static OptionSpec type(String description) {
        return OptionSpec.builder("--type")
                .required(true)
                .paramLabel("TYPE")
                .type(SignatureAlgorithm.class)
                .description(description)
                .build();
    }

    static OptionSpec json() {
        return OptionSpec.builder("--json")
                .initialValue(false)
                .description("Print one JSON object.")
                .build();
    }

    static OptionSpec lastTry() {
        return OptionSpec.builder("--last-try")
                .initialValue(false)
                .description(
                        "Send the PIN once, even where the token says that a wrong one locks it.")
                .build();
    }

    static OptionSpec debug(String description) {
        return OptionSpec.builder(Failures.DEBUG)
                .initialValue(false)
                .description(description)
                .build();
    }

    static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build();
    }
}
