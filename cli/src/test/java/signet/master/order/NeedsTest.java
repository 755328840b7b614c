package signet.master.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import signet.config.CertificateConfig;
import signet.config.ConfigException;
import signet.master.certificate.RenewalCheck;
import signet.master.certificate.SectionFixture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

@Timeout(60)
class NeedsTest {

    @TempDir private Path folder;

    /** Every third section has no key; all have a file of their own. */
    private List<CertificateConfig> sections(int count) throws Exception {
        List<CertificateConfig> sections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SectionFixture fixture =
                    new SectionFixture(Files.createDirectory(folder.resolve(String.valueOf(i))));
            if (i % 3 != 0) {
                fixture.makeKey();
            }
            sections.add(fixture.section());
        }
        return sections;
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 200})
    void eachSectionGetsItsOwnAnswerWhoeverHasFoundIt(int count) throws Exception {
        List<CertificateConfig> sections = sections(count);
        Needs needs = new Needs(sections, OptionalInt.empty(), Instant.now());
        for (int i = 0; i < count; i++) {
            int index = i;
            Path files = folder.resolve(String.valueOf(i));
            if (i % 3 == 0) {
                assertThatThrownBy(() -> needs.get(index))
                        .isInstanceOf(ConfigException.class)
                        .hasMessageContaining(files + "/server.key does not exist");
            } else {
                assertThat(needs.get(i).config()).isSameAs(sections.get(i));
                assertThat(needs.get(i).decision())
                        .isEqualTo(
                                new RenewalCheck.Due(
                                        "No certificate yet at " + files + "/leaf.pem"));
            }
        }
    }
}
