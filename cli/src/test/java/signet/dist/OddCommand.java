package signet.dist;

import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import java.nio.file.Path;
import java.util.function.Supplier;

/** A command line with all that roff and shells could take for something else. */
public final class OddCommand implements Supplier<CommandSpec> {

    static final String ODD = ".dot 'single' \"double\" \\e back-slash [x]: $HOME `id` ~ ^ %n é";

    @Override
    public CommandSpec get() {
        CommandSpec odd = CommandSpec.create().name("odd");
        odd.usageMessage()
                .description("Is odd.", quoted(ODD))
                .footer("Examples:", "  .odd --it's", "  \\fBodd\\fR", "Unheard:", quoted(ODD));
        odd.addOption(OptionSpec.builder("--odd").description(quoted(ODD)).build());
        odd.addOption(
                OptionSpec.builder("--file")
                        .paramLabel("F:[O]'O")
                        .type(Path.class)
                        .description("A file.")
                        .build());
        odd.addArgGroup(
                ArgGroupSpec.builder()
                        .exclusive(true)
                        .addArg(OptionSpec.builder("--left").description("Left.").build())
                        .addArg(OptionSpec.builder("--right").description("Right.").build())
                        .build());
        odd.addOption(
                OptionSpec.builder("--unseen-option").hidden(true).description("unseen").build());
        odd.addSubcommand("unseen-command", unseen());
        CommandSpec even = CommandSpec.create().name("even");
        even.usageMessage().description("Is even: 'really' [so]");
        odd.addSubcommand("even", even);
        return odd;
    }

    private static CommandSpec unseen() {
        CommandSpec unseen = CommandSpec.create().name("unseen-command");
        unseen.usageMessage().hidden(true).description("unseen");
        return unseen;
    }

    private static String quoted(String text) {
        return text.replace("%", "%%");
    }
}
