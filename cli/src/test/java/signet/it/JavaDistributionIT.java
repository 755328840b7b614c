package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.testing.PebbleOptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The Java programs issue a certificate too, where all other tests run the native ones. */
class JavaDistributionIT {

    @RegisterExtension static final Ca CA = new Ca(PebbleOptions.defaults());

    @Test
    void certificateIsIssuedByJava() throws IOException {
        Path place = Distribution.openDirectory("signet-java");
        try (Site site = CA.site(Distribution.copyJavaTo(place))) {
            assertThat(Files.readString(Path.of(site.distribution().signet()))).startsWith("#!");
            site.startAccountd();
            site.register();
            site.sections(site.section("java.example"));

            Site.Finished run = site.signet("newOrder");

            assertThat(run.status()).as(run.output()).isZero();
            assertThat(site.directory().resolve("java.example.pem")).isRegularFile();
            assertThat(site.signet("newOrder").output()).contains("skipping");
        }
    }
}
