package signet.client;

import signet.acme.client.AccountKey;
import signet.jose.Jwk;
import signet.signer.SignatureAlgorithm;
import signet.signer.SignerException;
import signet.signer.remote.SignerConnection;

import java.util.Optional;

/** The account key as the ACME library wants it: at the other end of the signer connection. */
record SignerKey(SignerConnection signer) implements AccountKey {

    @Override
    public SignatureAlgorithm algorithm() {
        return signer.greeting().algorithm();
    }

    @Override
    public String thumbprint() {
        return signer.greeting().thumbprint();
    }

    @Override
    public Optional<Jwk> jwk() {
        return signer.greeting().jwk();
    }

    @Override
    public Optional<String> keyId() {
        return signer.greeting().keyId();
    }

    @Override
    public byte[] sign(String signingInput) throws SignerException {
        return signer.sign(signingInput);
    }
}
