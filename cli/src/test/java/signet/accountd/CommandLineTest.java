package signet.accountd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import signet.signer.SignatureAlgorithm;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

class CommandLineTest {

    private final CommandLine commandLine = new CommandLine(new AccountdCommand().spec());
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    CommandLineTest() {
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        commandLine.setParameterExceptionHandler(new UsageErrors());
        commandLine.setExecutionExceptionHandler(new Failures());
    }

    @Test
    void optionsOfTheServiceHaveDefaults() {
        ParseResult plain = parse("");
        for (String flag :
                List.of("--stdio", "--inherited-socket", "--last-try", "--quiet", "--debug")) {
            assertThat(value(plain, flag)).as(flag).isEqualTo(false);
        }
        for (String option : List.of("--config", "--privkey", "--socket")) {
            assertThat(value(plain, option)).as(option).isNull();
        }
    }

    @Test
    void optionsOfTheServiceAreTaken() {
        ParseResult given =
                parse(
                        "--config=c --privkey file:x --socket=s --stdio --inherited-socket"
                                + " --last-try -q --debug");
        for (String flag :
                List.of("--stdio", "--inherited-socket", "--last-try", "--quiet", "--debug")) {
            assertThat(value(given, flag)).as(flag).isEqualTo(true);
        }
        assertThat(value(given, "--config")).isEqualTo(Path.of("c"));
        assertThat(value(given, "--privkey")).isEqualTo("file:x");
        assertThat(value(given, "--socket")).isEqualTo("s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--socket=s --stdio",
                "--socket=s --inherited-socket",
                "--stdio --inherited-socket"
            })
    void waysToServeExcludeEachOther(String line) {
        assertThat(commandLine.execute(words(line))).isEqualTo(1);
        assertThat(err.toString()).contains("only one of --socket, --stdio");
    }

    @Test
    void keygenTakesItsOptions() {
        ParseResult keygen = parse("keygen --type=RS256 --out=k --bits=3072").subcommand();
        assertThat(value(keygen, "--type")).isEqualTo(SignatureAlgorithm.RS256);
        assertThat(value(keygen, "--out")).isEqualTo(Path.of("k"));
        assertThat(value(keygen, "--bits")).isEqualTo(3072);
    }

    @Test
    void tokenCommandsTakeTheirOptions() {
        ParseResult list = token("list --config=c --last-try a --json /b");
        assertThat(value(list, "--config")).isEqualTo(Path.of("c"));
        assertThat(value(list, "--last-try")).isEqualTo(true);
        assertThat(value(list, "--json")).isEqualTo(true);
        assertThat(list.matchedPositionalValue(0, List.of()))
                .isEqualTo(List.of(Path.of("a"), Path.of("/b")));
        ParseResult keygen = token("keygen --token=t --type=ES384 --id=01 --label=l");
        assertThat(value(keygen, "--type")).isEqualTo(SignatureAlgorithm.ES384);
        assertThat(value(keygen, "--token")).isEqualTo("t");
        assertThat(value(keygen, "--id")).isEqualTo("01");
        assertThat(value(keygen, "--label")).isEqualTo("l");
        ParseResult check = token("check pkcs11:token=a");
        assertThat(check.matchedPositionalValue(0, "")).isEqualTo("pkcs11:token=a");
        assertThat(value(check, "--json")).isEqualTo(false);
        assertThat(value(check, "--last-try")).isEqualTo(false);
        assertThat(value(token("forget-pin --serial=1"), "--serial")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keygen --type=ES256",
                "keygen --out=k",
                "keygen --type=es256 --out=k",
                "keygen --type=RS256 --out=k --bits=x",
                "token keygen --token=t",
                "token check",
                "token check a b",
                "token forget-pin",
                "token nosuch",
                "--config=a --config=b",
                "nosuch"
            })
    void wrongArgumentsAreRefused(String line) {
        assertThatExceptionOfType(ParameterException.class).isThrownBy(() -> parse(line));
    }

    @ParameterizedTest
    @CsvSource({
        "keygen --type=ES256 --out=/x/y,                 false",
        "keygen --type=ES256 --out=/x/y --debug,         true",
        "--debug keygen --type=ES256 --out=/x/y,         true",
        "token list --config=/nonexistent,               false",
        "token list --config=/nonexistent --debug,       true",
        "--debug token check u --config=/nonexistent,    true"
    })
    void placeOfAnErrorIsShownWhereverDebuggingIsAskedFor(String line, boolean shown) {
        assertThat(commandLine.execute(words(line))).isEqualTo(255);
        assertThat(err.toString().contains("\tat signet.")).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "keygen ", "token ", "token list ", "token forget-pin "})
    void eachCommandHasHelp(String command) {
        assertThat(commandLine.execute(words(command + "--help"))).isZero();
        assertThat(out.toString()).contains("Usage: signet-accountd " + command.strip());
    }

    private ParseResult parse(String line) {
        return commandLine.parseArgs(words(line));
    }

    private ParseResult token(String line) {
        return parse("token " + line).subcommand().subcommand();
    }

    private static String[] words(String line) {
        return line.isEmpty() ? new String[0] : line.split(" ");
    }

    private static @Nullable Object value(ParseResult result, String option) {
        return result.commandSpec().findOption(option).getValue();
    }
}
