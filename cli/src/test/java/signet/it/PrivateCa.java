package signet.it;

import org.bouncycastle.openssl.PEMParser;

import signet.master.certificate.IssuedChain;
import signet.master.certificate.TestCa;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;

/**
 * A CA that issues what a test wants for the sections of a site: what a client passes on that lies
 * about the CA's answer, but has certificates that the CA once issued.
 */
final class PrivateCa {

    private final Site site;
    private final TestCa ca = new TestCa();

    /** Makes a CA whose root the sections trust. */
    PrivateCa(Site site) throws Exception {
        this.site = site;
        Files.write(root(), new IssuedChain(java.util.List.of(ca.root())).leafPem());
    }

    Path root() {
        return site.directory().resolve("private-root.pem");
    }

    TestCa ca() {
        return ca;
    }

    /** Returns a section as the site's own, that trusts this CA. */
    String section(String name) throws Exception {
        return site.section(name).replaceAll("CAfile = .*", "CAfile = " + root());
    }

    /** Issues a chain for a section of one name. */
    IssuedChain issue(String name, Instant from, Duration life) throws Exception {
        return ca.issue(TestCa.Leaf.of(key(name), name).valid(from, life));
    }

    /** Returns the public key of a section. */
    PublicKey key(String name) throws Exception {
        Site.Finished key =
                site.run(
                        "openssl",
                        "pkey",
                        "-pubout",
                        "-in",
                        site.directory().resolve(name + ".key").toString());
        try (PEMParser pem = new PEMParser(new StringReader(key.output()))) {
            return KeyFactory.getInstance("EC")
                    .generatePublic(new X509EncodedKeySpec(pem.readPemObject().getContent()));
        }
    }

    static String pem(IssuedChain chain) {
        return new String(chain.chainPem(), StandardCharsets.US_ASCII);
    }
}
