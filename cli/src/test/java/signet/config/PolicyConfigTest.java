package signet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import signet.acme.Identifier;
import signet.signer.request.CaOrigin;
import signet.signer.request.OperationKind;

import java.nio.file.Files;
import java.nio.file.Path;

class PolicyConfigTest {

    private static final String CA = "[ca le]\ndirectory = https://ca.example/directory\n";

    @TempDir private Path folder;

    @Test
    void readsAll() throws Exception {
        PolicyConfig config =
                load(
                        """
                        # CAs
                        [ca le]
                        directory = https://CA.example/directory
                        hosts = other.example:8443
                        account = https://ca.example/acct/1
                        eab-kid = corp-1
                        eab-key-file = /etc/signet/eab
                        [allow sites]
                        ca = le
                        peers = web1, web2
                        via = socket
                        operations = issuance, revokeCert
                        names = bücher.example .example.org
                        wildcards = yes
                        addresses = 192.0.2.0/24 2001:db8::1
                        hours = Mon-Fri 08:00-18:00
                        time-zone = Europe/Berlin
                        orders-per-hour = 10
                        ask = newOrder
                        lease-minutes = 5
                        """);
        PolicyCa ca = config.cas().values().iterator().next();
        assertThat(ca.origins())
                .containsExactlyInAnyOrder(
                        new CaOrigin("ca.example", 443), new CaOrigin("other.example", 8443));
        PolicyRule rule = config.rules().getFirst();
        assertThat(rule.operations())
                .contains(OperationKind.REVOCATION, OperationKind.FINALIZE)
                .doesNotContain(OperationKind.KEY_CHANGE);
        assertThat(rule.names())
                .extracting(NamePattern::text)
                .containsExactly("xn--bcher-kva.example", ".example.org");
        assertThat(rule.addresses().getFirst().contains(Identifier.ip("192.0.2.77"))).isTrue();
        assertThat(rule.addresses().getFirst().contains(Identifier.ip("192.0.3.1"))).isFalse();
        assertThat(rule.addresses().getFirst().contains(Identifier.ip("::1"))).isFalse();
        assertThat(rule.approval().isAsked(OperationKind.FINALIZE)).isTrue();
        assertThat(rule.approval().isAsked(OperationKind.CHALLENGE)).isFalse();
        assertThat(rule.approval().persons(OperationKind.NEW_ORDER)).isEqualTo(1);
        assertThat(rule.approval().persons(OperationKind.KEY_CHANGE)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "names = a.example | :1: names: stands in no section",
                "[deny x] | :1: [deny x]: unknown section; write [ca NAME] or [allow NAME]",
                "[ca le] | :1: [ca le]: \"directory\" is missing",
                "[ca le];directory = http://ca/ | directory: \"http://ca/\" is not an https URL",
                "CA;account = https://evil/1 | account: this account is not one of the CA",
                "CA;eab-kid = 1 | go together",
                "CA;[allow a];ca = el | ca: there is no section [ca el]; did you mean \"le\"?",
                "CA;[allow a];profiles = x -y | profiles: \"-y\" is no name of a profile",
                "CA;[allow a];validity = 90d | validity: \"90d\" is neither Yes nor No",
                "CA;[allow a];peers = | :4: [allow a] peers: has no value",
                "CA;[allow a];peers = x;peers = y | :4: [allow a] peers: stands again",
                "CA;[allow a];operation = x | did you mean \"operations\"?",
                "CA;[allow a];operations = neworder | did you mean \"newOrder\"?",
                "CA;[allow a];names = a..example | \"a..example\" is not a DNS name",
                "CA;[allow a];names = *.*.example | is not a DNS name",
                "CA;[allow a];names = .*.example | neither a name, nor an ending",
                "CA;[allow a];names = straße.example | read in two ways",
                "CA;[allow a];addresses = 192.0.2.1/24 | has bits beyond its length",
                "CA;[allow a];addresses = ::1/129 | has bits beyond its length",
                "CA;[allow a];addresses = host | is no address and no range",
                "CA;[allow a];hours = Mon 18:00-08:00 | ends before it begins",
                "CA;[allow a];hours = Mun 08:00-18:00 | is not like",
                "CA;[allow a];hours = 08:61-18:00 | has a time that no clock shows",
                "CA;[allow a];time-zone = Mars/Base | no such time zone",
                "CA;[allow a];orders-per-hour = -1 | is not a whole number from 0 to",
                "CA;[allow a];ask = keyChange | is not among the operations of this rule",
                "CA;[allow a];wildcards = maybe | is neither Yes nor No",
            })
    void aBrokenPolicyIsAnErrorThatSaysWhere(String lines, String error) {
        assertThatThrownBy(() -> load(lines.replace("CA;", CA).replace(';', '\n') + "\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(folder.resolve("policy.conf").toString())
                .hasMessageContaining(error);
    }

    private PolicyConfig load(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("policy.conf"), text);
        return PolicyConfig.load(file, new ConfigFixture(folder).user());
    }
}
