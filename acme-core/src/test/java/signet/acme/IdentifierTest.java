package signet.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;

class IdentifierTest {

    @Test
    void namesAreLowerCase() {
        assertThat(Identifier.dns("WWW.Example.ORG")).hasToString("www.example.org");
        assertThat(Identifier.dns("*.example.org").isWildcard()).isTrue();
        assertThat(Identifier.dns("xn--bcher-kva.example").isWildcard()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a..b",
                "-a.b",
                "a-.b",
                "b\u00fccher.example",
                "a b",
                "a.*.b",
                "10.0.0.1",
                "a\n"
            })
    void refusesWhatIsNoName(String name) {
        assertThatThrownBy(() -> Identifier.dns(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a DNS name")
                .hasMessageNotContaining("\n");
    }

    /** To some they are addresses: 127.1 and 0x7f.1 are 127.0.0.1, and 2130706433 is too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.1",
                "0x7f.1",
                "0127.0.0.1",
                "0x7f000001",
                "0X7F.0X1",
                "2130706433",
                "256.256.256.256",
                "a.example.0x",
                "a.example.1",
                "*.1",
                "08.09"
            })
    void refusesNamesThatEndInANumber(String name) {
        assertThatThrownBy(() -> Identifier.dns(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a DNS name, as it ends in a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.example", "0x7f.a1", "1a", "0xg", "a.0x1g", "1.2.3.4.in-addr.arpa"})
    void takesNamesWithNumbersElsewhere(String name) {
        assertThat(Identifier.dns(name).value()).isEqualTo(name);
    }

    @Test
    void refusesNamesAndLabelsThatAreTooLong() {
        assertThatThrownBy(() -> Identifier.dns("a".repeat(64) + ".example"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Identifier.dns("a.".repeat(126) + "aa"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:db8:0:1:0:0:0:1, 2001:db8:0:1::1",
        "2001:0:0:1:0:0:1:1, 2001::1:0:0:1:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1"
    })
    void addressesAreInTheirCanonicalForm(String address, String canonical) {
        assertThat(Identifier.ip(address).value()).isEqualTo(canonical);
    }

    /** Some read {@code ::ffff:10.0.0.1} as 10.0.0.1, some do not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "::ffff:10.0.0.1",
                "::FFFF:10.0.0.1",
                "::ffff:a00:1",
                "0:0:0:0:0:ffff:a00:1",
                "::ffff:0:0"
            })
    void refusesAnIpv4AddressInTheFormOfIpv6(String address) {
        assertThatThrownBy(() -> Identifier.ip(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write it as IPv4");
    }

    @Test
    void readsTheBytesOfAddresses() {
        for (String address : new String[] {"192.0.2.1", "2001:db8::1", "::a00:1", "::"}) {
            assertThat(Identifier.ip(InetAddress.ofLiteral(address).getAddress()))
                    .isEqualTo(Identifier.ip(address));
        }
        for (int length : new int[] {0, 3, 5, 8, 15, 17, 32}) {
            assertThatThrownBy(() -> Identifier.ip(new byte[length]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        assertThatThrownBy(() -> Identifier.ip(mapped))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write it as IPv4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "1.2.3", "1.2.3.4.5", "::g", "fe80::1%lo", "[::1]"})
    void refusesWhatIsNoAddress(String address) {
        assertThatThrownBy(() -> Identifier.ip(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not an IPv4 or IPv6 address");
    }
}
