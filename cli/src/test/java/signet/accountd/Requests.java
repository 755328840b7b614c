package signet.accountd;

import signet.jose.Jwk;
import signet.signer.SignatureAlgorithm;
import signet.signer.remote.SignerConnection;

import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.util.Base64;

/** Requests of ACME, and what becomes of them. */
final class Requests {

    private Requests() {}

    static String challenge(SignatureAlgorithm algorithm, String url) {
        String header =
                "{\"alg\":\""
                        + algorithm
                        + "\",\"kid\":\"https://ca/acct/1\",\"nonce\":\"n\",\"url\":\""
                        + url
                        + "\"}";
        return base64(header) + "." + base64("{}");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Has a request signed, and says whether the key that the signer shows made the signature. */
    static boolean isSigned(SignerConnection connection) throws Exception {
        SignatureAlgorithm algorithm = connection.greeting().algorithm();
        String input = challenge(algorithm, "https://ca/chall/1");
        byte[] result = connection.sign(input);
        Signature signature = Signature.getInstance(algorithm.jcaName());
        signature.initVerify(connection.greeting().jwk().map(Jwk::key).orElseThrow());
        signature.update(input.getBytes(StandardCharsets.US_ASCII));
        return signature.verify(result);
    }
}
