package signet.signer.pkcs11.process;

import signet.signer.SignatureAlgorithm;

import java.util.Optional;

/**
 * A key that is to be made on a token.
 *
 * @param type what it signs with
 * @param id its id, hexadecimal
 * @param label its label
 */
public record NewTokenKey(SignatureAlgorithm type, Optional<String> id, Optional<String> label) {}
