package signet.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The manual pages of the configuration files have every key that is understood, and no other. */
class ConfigurationPagesIT {

    private static final Path PAGES = Path.of("target/signet/share/man/man5");

    /** Keys stand in bold before an equals sign, in the tag of an item. */
    private static final Pattern KEY = Pattern.compile("^\\\\fB(\\S+)\\\\fR =", Pattern.MULTILINE);

    private static Collection<String> keys(String name) throws IOException {
        return KEY.matcher(Files.readString(PAGES.resolve(name)))
                .results()
                .map((MatchResult result) -> result.group(1).replace("\\-", "-"))
                .toList();
    }

    private static Collection<String> distinct(List<List<String>> keys) {
        var all = new TreeSet<String>();
        keys.forEach(all::addAll);
        return all;
    }

    @Test
    void signet() throws IOException {
        assertThat(new TreeSet<>(keys("signet.conf.5")))
                .isEqualTo(
                        distinct(
                                List.of(
                                        MasterConfig.KEYS,
                                        ClientConfig.KEYS,
                                        WebserverConfig.KEYS,
                                        AccountdSpawnConfig.KEYS)));
    }

    @Test
    void certificates() throws IOException {
        List<String> keys = new ArrayList<>(keys("signet-certs.conf.5"));
        Pattern.compile("\"(\\w+)\" is the same")
                .matcher(Files.readString(PAGES.resolve("signet-certs.conf.5")))
                .results()
                .forEach(alias -> keys.add(alias.group(1)));
        assertThat(keys).containsExactlyInAnyOrderElementsOf(CertificateSection.KEYS);
    }

    @Test
    void accountd() throws IOException {
        assertThat(keys("signet-accountd.conf.5"))
                .containsExactlyInAnyOrderElementsOf(AccountdConfig.KEYS);
    }

    @Test
    void policy() throws IOException {
        assertThat(new TreeSet<>(keys("signet-policy.conf.5")))
                .isEqualTo(distinct(List.of(PolicyCa.KEYS, PolicyRule.KEYS)));
    }
}
