package signet.master.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What nft lists: understood, or an error of a known type; nothing drops that does not say so. */
final class NftListingFuzzTest {

    private static final List<String> DROPPING = List.of("drop", "reject", "REJECT", "vmap");

    @FuzzTest
    void listing(byte[] input) {
        String json = new String(input, StandardCharsets.UTF_8);
        try {
            NftListing listing = NftListing.parse(json);
            for (Flow flow : FlowFixture.flows()) {
                List<NftChain> blocking = listing.blocking(flow);
                if (!json.contains("\\u") && DROPPING.stream().noneMatch(json::contains)) {
                    assertThat(blocking).isEmpty();
                }
                assertThat(blocking).allMatch(chain -> chain.sees(flow.family()));
            }
            assertThat(listing.hasIptables(Family.IPV4) && !json.contains("\\u"))
                    .isIn(false, json.contains("filter"));
        } catch (IOException e) {
            assertThat(e).message().startsWith("can't read ");
        }
    }
}
