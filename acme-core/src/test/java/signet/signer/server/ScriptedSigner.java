package signet.signer.server;

import signet.signer.SignatureAlgorithm;
import signet.signer.Signer;
import signet.signer.SignerException;

import java.security.PublicKey;

/** A signer that does something of a test's choice before it signs. */
public final class ScriptedSigner implements Signer {

    private final Signer signer = new KeyPairSigner();
    private final Script script;

    /** What happens before each signature. */
    @FunctionalInterface
    public interface Script {
        /** Runs before a signature is made. */
        void run() throws SignerException;
    }

    /** Makes one. */
    public ScriptedSigner(Script script) {
        this.script = script;
    }

    @Override
    public PublicKey publicKey() {
        return signer.publicKey();
    }

    @Override
    public SignatureAlgorithm algorithm() {
        return signer.algorithm();
    }

    @Override
    public byte[] sign(byte[] signingInput) throws SignerException {
        script.run();
        return signer.sign(signingInput);
    }

    @Override
    public void close() {
        signer.close();
    }
}
