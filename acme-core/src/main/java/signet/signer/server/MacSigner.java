package signet.signer.server;

import signet.signer.SignerException;
import signet.signer.request.CaOrigin;

import java.util.Map;

/**
 * Holds the secrets of external accounts (RFC 8555 section 7.3.4), so that nobody else needs them.
 * Thread-safe.
 */
public interface MacSigner {

    /** Holds none. */
    MacSigner NONE =
            new MacSigner() {
                @Override
                public Map<CaOrigin, String> keyIds() {
                    return Map.of();
                }

                @Override
                public byte[] mac(CaOrigin ca, String keyId, byte[] input) throws SignerException {
                    throw new SignerException.Refused(
                            "this signer holds no secret of an external account");
                }
            };

    /** Returns the key ID for each CA, which clients are told. */
    Map<CaOrigin, String> keyIds();

    /**
     * Returns the HMAC with SHA-256 (RFC 7518 section 3.2) over a text.
     *
     * @throws SignerException where there is no such key ID at this CA
     */
    byte[] mac(CaOrigin ca, String keyId, byte[] input) throws SignerException;
}
