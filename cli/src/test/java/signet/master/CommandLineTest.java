package signet.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import signet.master.run.Messages;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

class CommandLineTest {

    private final SignetCommand signet = new SignetCommand();
    private final CommandLine commandLine = new CommandLine(signet.spec());
    private final StringWriter out = new StringWriter();

    @Test
    void globalOptionsHaveDefaults() {
        parse("newOrder");
        assertThat(signet.global().config()).isEmpty();
        assertThat(signet.global().socket()).isEmpty();
        assertThat(signet.global().debug()).isFalse();
        assertThat(signet.global().level()).isEqualTo(Messages.Level.NORMAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--config=c --socket=s --debug account",
                "account --config c --socket s --debug",
                "--config=c newOrder --socket=s --debug a",
                "--debug revokeCert f --config=c --socket=s",
                "--debug new-cert --debug --config=c --socket=s"
            })
    void globalOptionsGoBeforeAndBehindTheCommand(String line) {
        parse(line);
        assertThat(signet.global().config()).contains("c");
        assertThat(signet.global().socket()).contains("s");
        assertThat(signet.global().debug()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "-q account,         QUIET",
        "account --quiet,    QUIET",
        "-q account --debug, DEBUG",
        "--debug account -q, DEBUG"
    })
    void debuggingWinsOverBeingQuiet(String line, Messages.Level level) {
        parse(line);
        assertThat(signet.global().level()).isEqualTo(level);
    }

    @Test
    void optionThatIsGivenTwiceIsRefused() {
        assertThatExceptionOfType(OverwrittenOptionException.class)
                .isThrownBy(() -> parse("account --config=a --config=b"));
    }

    @Test
    void accountTakesItsOptionsAndContacts() {
        ParseResult plain = parse("account").subcommand();
        assertThat(plain.commandSpec().findOption("--register").<Boolean>getValue()).isFalse();
        assertThat(plain.commandSpec().findOption("--tos-agreed").<Boolean>getValue()).isFalse();
        assertThat(plain.commandSpec().findOption("--deactivate").<Boolean>getValue()).isFalse();
        assertThat(positional(plain)).isEmpty();
        ParseResult account = parse("account --register a --tos-agreed b").subcommand();
        assertThat(account.matchedOptionValue("--register", false)).isTrue();
        assertThat(account.matchedOptionValue("--tos-agreed", false)).isTrue();
        assertThat(account.hasMatchedOption("--deactivate")).isFalse();
        assertThat(positional(account)).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"newOrder", "new-order", "new-cert"})
    void newOrderTakesFilesAndSectionsByEachOfItsNames(String name) {
        ParseResult plain = parse(name).subcommand();
        assertThat(plain.commandSpec().name()).isEqualTo("newOrder");
        assertThat(plain.commandSpec().findOption("--config-certs").<List<String>>getValue())
                .isEmpty();
        assertThat(positional(plain)).isEmpty();
        ParseResult order =
                parse(name + " a --config-certs=x --config-certs y --json b").subcommand();
        assertThat(order.matchedOptionValue("--config-certs", List.of()))
                .isEqualTo(List.of("x", "y"));
        assertThat(order.matchedOptionValue("--json", false)).isTrue();
        assertThat(positional(order)).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource({
        "'',              ",
        "--min-days=0,   0",
        "--min-days 21, 21",
        "--min-days=-5, -5",
        "--force,       -1",
        "--force=false,   "
    })
    void daysOfWhichCertificatesAreDue(String line, @Nullable Integer days) {
        RenewalOptions renewal = new RenewalOptions();
        CommandSpec spec = CommandSpec.create().addArgGroup(renewal.group());
        new CommandLine(spec).parseArgs(words(line));
        assertThat(renewal.minDays())
                .isEqualTo(days == null ? OptionalInt.empty() : OptionalInt.of(days));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--force --min-days=3", "--min-days=-1 --force"})
    void forceAndDaysExcludeEachOther(String options) {
        assertThatExceptionOfType(MutuallyExclusiveArgsException.class)
                .isThrownBy(() -> parse("newOrder " + options));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "newOrder --min-days=x",
                "newOrder --min-days",
                "newOrder --force=x",
                "revokeCert",
                "account --nosuch",
                "nosuch"
            })
    void wrongArgumentsAreRefused(String line) {
        assertThatExceptionOfType(ParameterException.class).isThrownBy(() -> parse(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"revokeCert", "revoke-cert"})
    void revokeCertTakesFiles(String name) {
        ParseResult revocation = parse(name + " a /b").subcommand();
        assertThat(positional(revocation)).containsExactly(Path.of("a"), Path.of("/b"));
    }

    @ParameterizedTest
    @CsvSource({
        "help,            --help",
        "help account,    account --help",
        "help revokeCert, revoke-cert -h",
        "help help,       help -h"
    })
    void helpIsShownInTwoWays(String line, String other) {
        assertThat(run(line)).isEqualTo(run(other)).contains("Usage: signet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "account -V", "newOrder --version", "revokeCert -V"})
    void eachCommandTellsTheVersion(String line) {
        assertThat(run(line)).startsWith("signet ").contains("Java ");
    }

    private ParseResult parse(String line) {
        return commandLine.parseArgs(words(line));
    }

    private String run(String line) {
        out.getBuffer().setLength(0);
        commandLine.setOut(new PrintWriter(out));
        assertThat(commandLine.execute(words(line))).isZero();
        return out.toString();
    }

    private static String[] words(String line) {
        return line.isEmpty() ? new String[0] : line.split(" ");
    }

    private static List<Object> positional(ParseResult result) {
        return result.commandSpec().positionalParameters().getFirst().getValue();
    }
}
