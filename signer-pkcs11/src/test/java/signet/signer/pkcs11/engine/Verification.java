package signet.signer.pkcs11.engine;

import signet.signer.SignatureAlgorithm;
import signet.testing.TestProcess;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;

/** Verifies what an engine signs, by the JDK and by the openssl program. */
final class Verification {

    private final SigningEngine engine;
    private final byte[] input;
    private final byte[] signature;

    Verification(SigningEngine engine, byte[] input, byte[] signature) {
        this.engine = engine;
        this.input = input.clone();
        this.signature = signature.clone();
    }

    boolean byJdk() throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(engine.algorithm().jcaName());
        verifier.initVerify(engine.publicKey());
        verifier.update(input);
        return verifier.verify(signature);
    }

    boolean byOpenssl(Path folder) throws IOException {
        Path pem =
                Files.writeString(
                        folder.resolve("public.pem"),
                        "-----BEGIN PUBLIC KEY-----\n"
                                + Base64.getMimeEncoder()
                                        .encodeToString(engine.publicKey().getEncoded())
                                + "\n-----END PUBLIC KEY-----\n");
        Path data = Files.write(folder.resolve("input"), input);
        Path der = Files.write(folder.resolve("signature"), opensslForm());
        String hash = engine.algorithm() == SignatureAlgorithm.ES384 ? "-sha384" : "-sha256";
        var openssl =
                new ProcessBuilder(
                        "openssl",
                        "dgst",
                        hash,
                        "-verify",
                        pem.toString(),
                        "-signature",
                        der.toString(),
                        data.toString());
        try (TestProcess process = TestProcess.start(folder.resolve("openssl.log"), openssl)) {
            return process.awaitExit(Duration.ofSeconds(20)) == 0;
        }
    }

    /** openssl wants ECDSA signatures in DER; all of ours fit lengths of one byte. */
    private byte[] opensslForm() {
        if (engine.algorithm() == SignatureAlgorithm.RS256) {
            return signature;
        }
        int half = signature.length / 2;
        var body = new ByteArrayOutputStream();
        for (byte[] part :
                new byte[][] {
                    Arrays.copyOf(signature, half),
                    Arrays.copyOfRange(signature, half, signature.length)
                }) {
            byte[] number = new BigInteger(1, part).toByteArray();
            body.write(2);
            body.write(number.length);
            body.writeBytes(number);
        }
        var all = new ByteArrayOutputStream();
        all.write(0x30);
        all.write(body.size());
        all.writeBytes(body.toByteArray());
        return all.toByteArray();
    }
}
