package signet.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class NameServicesTest {

    @Test
    void readsTheServicesOfHostsAlone() {
        List<String> lines =
                List.of(
                        "# hosts: comment",
                        "passwd:  files systemd",
                        "hosts:   files mdns4_minimal [NOTFOUND=return] resolve [!UNAVAIL=return]"
                                + " dns # or",
                        "networks: files db");

        assertThat(NameServices.names(lines))
                .containsExactly("files", "mdns4_minimal", "resolve", "dns");
    }

    @Test
    void noLineIsNoService() {
        assertThat(NameServices.names(List.of())).isEmpty();
        assertThat(NameServices.names(List.of("passwd: files"))).isEmpty();
        assertThat(NameServices.names(List.of("hosts: ../../tmp/x $(x)")))
                .as("no path, whatever stands there")
                .containsExactly("tmp", "x");
    }

    @Test
    void loadsWhatIsThere() throws IOException {
        Path maps = Path.of("/proc/self/maps");
        assertThat(Files.readString(maps)).doesNotContain("libnss_hesiod");

        NameServices.load(List.of("hosts: no_such_service hesiod"));

        assertThat(Files.readString(maps)).contains("libnss_hesiod.so");
    }
}
