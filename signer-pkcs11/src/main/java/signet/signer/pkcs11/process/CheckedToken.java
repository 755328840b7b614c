package signet.signer.pkcs11.process;

import signet.signer.pkcs11.dialog.ReadyKey;

import java.util.List;

/**
 * What a check has found.
 *
 * @param token the token
 * @param ready the key
 * @param signatureMicros how long single signatures took
 */
public record CheckedToken(TokenReport token, ReadyKey ready, List<Long> signatureMicros) {

    /** Copies the list. */
    public CheckedToken {
        signatureMicros = List.copyOf(signatureMicros);
    }
}
