package signet.token;

import signet.signer.SignatureAlgorithm;
import signet.signer.SignerException;
import signet.signer.pkcs11.engine.EngineBrokenException;
import signet.signer.pkcs11.engine.SigningEngine;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Optional;

/** An engine whose signatures a test makes. */
record TestEngine(int sessions, Act act) implements SigningEngine {

    /** What a test does in the place of a token. */
    @FunctionalInterface
    interface Act {
        /** Signs. */
        byte[] sign(String input, Optional<byte[]> pin)
                throws SignerException, EngineBrokenException, InterruptedException;
    }

    @Override
    public byte[] sign(byte[] input, Optional<byte[]> pin)
            throws SignerException, EngineBrokenException {
        try {
            return act.sign(new String(input, StandardCharsets.US_ASCII), pin);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String name() {
        return "native";
    }

    @Override
    public String mechanism() {
        return "CKM_ECDSA";
    }

    @Override
    public PublicKey publicKey() {
        throw new UnsupportedOperationException("the loop has no use for the key");
    }

    @Override
    public SignatureAlgorithm algorithm() {
        return SignatureAlgorithm.ES256;
    }

    @Override
    public boolean alwaysAuthenticate() {
        return false;
    }

    @Override
    public void close() {}
}
