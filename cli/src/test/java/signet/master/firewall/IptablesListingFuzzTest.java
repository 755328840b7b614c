package signet.master.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** What iptables lists: never an exception; nothing drops that does not say so. */
final class IptablesListingFuzzTest {

    private static final List<String> DROPPING = List.of("DROP", "REJECT", "TARPIT");

    @FuzzTest
    void listing(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        IptablesListing listing = IptablesListing.parse(text);
        // A word may stand in quotes, in which a backslash can come before any character.
        boolean plain = !text.contains("\"");
        for (Flow flow : FlowFixture.flows()) {
            boolean blocks = listing.blocks(flow);
            if (plain && DROPPING.stream().noneMatch(text::contains)) {
                assertThat(blocks).isFalse();
            }
        }
        assertThat(listing.manager()).isIn("", "ufw, ", "firewalld, ");
        for (IptablesRule rule : listing.rules()) {
            assertThat(rule.deletion()).startsWith("-D", rule.chain());
            assertThat(IptablesRule.parse(quoted(rule.words()))).isEqualTo(rule);
        }
    }

    /** Writes words as iptables does. */
    private static String quoted(List<String> words) {
        return words.stream()
                .map(word -> '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(" "));
    }
}
