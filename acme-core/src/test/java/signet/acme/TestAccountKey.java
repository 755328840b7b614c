package signet.acme;

import signet.acme.client.AccountKey;
import signet.jose.Jwk;
import signet.signer.SignatureAlgorithm;
import signet.signer.SignerException;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** An account key of the JDK that counts its signatures. */
public final class TestAccountKey implements AccountKey {

    private final KeyPair pair;
    private final Jwk jwk;
    private final Optional<String> keyId;
    private final AtomicInteger signatures = new AtomicInteger();

    private TestAccountKey(KeyPair pair, Optional<String> keyId) {
        this.pair = pair;
        this.jwk = Jwk.of(pair.getPublic());
        this.keyId = keyId;
    }

    /** Makes a new key. */
    public static TestAccountKey generate() throws GeneralSecurityException {
        return of(generatePair());
    }

    /** Uses an existing key. */
    public static TestAccountKey of(KeyPair pair) {
        return new TestAccountKey(pair, Optional.empty());
    }

    /** Makes a key pair on P-256. */
    public static KeyPair generatePair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    /** Returns the same key, bound to one account: it does not give its JWK. */
    public TestAccountKey boundTo(String accountUrl) {
        return new TestAccountKey(pair, Optional.of(accountUrl));
    }

    /** Returns how often it has signed. */
    public int signatures() {
        return signatures.get();
    }

    @Override
    public SignatureAlgorithm algorithm() {
        return SignatureAlgorithm.ES256;
    }

    @Override
    public String thumbprint() {
        return jwk.thumbprint();
    }

    @Override
    public Optional<Jwk> jwk() {
        return keyId.isPresent() ? Optional.empty() : Optional.of(jwk);
    }

    @Override
    public Optional<String> keyId() {
        return keyId;
    }

    @Override
    public byte[] sign(String signingInput) throws SignerException {
        try {
            Signature signature = Signature.getInstance(algorithm().jcaName());
            signature.initSign(pair.getPrivate());
            signature.update(signingInput.getBytes(StandardCharsets.US_ASCII));
            signatures.incrementAndGet();
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new SignerException.KeyUnusable("no signature", e);
        }
    }
}
