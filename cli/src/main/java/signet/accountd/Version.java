package signet.accountd;

import picocli.CommandLine.IVersionProvider;

import signet.signer.protocol.Protocol;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Knows the version from what Maven puts into the jar. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream in =
                Version.class.getResourceAsStream("/META-INF/maven/signet/cli/pom.properties")) {
            if (in != null) {
                properties.load(in);
            }
        }
        return new String[] {
            "signet-accountd version " + properties.getProperty("version", "(not from a jar)"),
            "signing protocol version " + Protocol.VERSION
        };
    }
}
