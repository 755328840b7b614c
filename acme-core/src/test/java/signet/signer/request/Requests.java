package signet.signer.request;

import signet.jose.Base64Url;
import signet.jose.Jwk;
import signet.signer.SignatureAlgorithm;
import signet.signer.protocol.SigningRequest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;

/** Makes requests of a key for tests, also such that are none. */
public final class Requests {

    /** The account's URL. */
    public static final String ACCOUNT = "https://ca.example/acct/1";

    private static final String NEW_URL = "\"nonce\":\"n\",\"url\":\"https://ca.example/new\"";

    private final KeyPair key;

    /** Makes some of a new P-256 key. */
    public Requests() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            key = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the public key. */
    public Jwk jwk() {
        return Jwk.of(key.getPublic());
    }

    /** Returns what reads them. */
    public RequestReader reader() {
        return new RequestReader(SignatureAlgorithm.ES256, jwk(), Optional.empty());
    }

    /** Returns the header of a request of the account. */
    public String keyIdHeader() {
        return "{\"alg\":\"ES256\",\"kid\":\"" + ACCOUNT + "\"," + NEW_URL + "}";
    }

    /** Returns the header of a request that shows the key. */
    public String jwkHeader() {
        return "{\"alg\":\"ES256\",\"jwk\":" + jwk().json() + "," + NEW_URL + "}";
    }

    /** Reads a request of the account. */
    public AcmeRequest ofAccount(String payload) throws InvalidRequestException {
        return read(keyIdHeader(), payload);
    }

    /** Reads a request. */
    public AcmeRequest read(String header, String payload) throws InvalidRequestException {
        return reader().read(text(header, payload));
    }

    /** Encodes a request. */
    public static SigningRequest text(String header, String payload) {
        return new SigningRequest(base64(header), base64(payload));
    }

    /** Signs a flattened JWS. */
    public String jws(String header, String payload) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key.getPrivate());
        signature.update(text(header, payload).signingInput().getBytes(StandardCharsets.US_ASCII));
        return "{\"protected\":\""
                + base64(header)
                + "\",\"payload\":\""
                + base64(payload)
                + "\",\"signature\":\""
                + Base64Url.encode(signature.sign())
                + "\"}";
    }

    private static String base64(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }
}
