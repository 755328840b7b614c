package signet.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import signet.signer.KeyReference;
import signet.signer.Signer;
import signet.signer.SignerException;
import signet.signer.SignerSettings;
import signet.signer.Signers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import java.util.Map;

/** Signatures with a key file, as the signer makes them. */
@State(Scope.Benchmark)
public class SignatureBenchmark {

    private static final byte[] INPUT =
            Fixture.poll().signingInput().getBytes(StandardCharsets.US_ASCII);

    /** The kind of key: P-256, or RSA with 2048 bits. */
    @Param({"ES256", "RS256"})
    public String algorithm = "";

    @SuppressWarnings("NullAway.Init") // JMH calls open first
    private Signer signer;

    private KeyPair key() throws GeneralSecurityException {
        boolean rsa = algorithm.equals("RS256");
        KeyPairGenerator generator = KeyPairGenerator.getInstance(rsa ? "RSA" : "EC");
        generator.initialize(
                rsa
                        ? new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)
                        : new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** Makes a key file and opens it. */
    @Setup(Level.Trial)
    public void open() throws GeneralSecurityException, IOException, SignerException {
        Path file =
                Files.createTempFile(
                        "signet-bench",
                        ".key",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(
                    file,
                    "-----BEGIN PRIVATE KEY-----\n"
                            + Base64.getMimeEncoder()
                                    .encodeToString(key().getPrivate().getEncoded())
                            + "\n-----END PRIVATE KEY-----\n");
            signer =
                    Signers.open(
                            KeyReference.parse("file:" + file),
                            new SignerSettings(_ -> new char[0], Map.of()));
        } finally {
            Files.delete(file);
        }
    }

    /** Lets go of it. */
    @TearDown(Level.Trial)
    public void close() {
        signer.close();
    }

    /** A signature. */
    @Benchmark
    public byte[] sign() throws SignerException {
        return signer.sign(INPUT);
    }
}
