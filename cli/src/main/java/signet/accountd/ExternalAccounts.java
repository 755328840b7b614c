package signet.accountd;

import signet.config.PolicyCa;
import signet.config.PolicyConfig;
import signet.jose.Base64Url;
import signet.signer.SignerException;
import signet.signer.request.CaOrigin;
import signet.signer.server.MacSigner;

import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets of external accounts (RFC 8555 section 7.3.4), each in a file that is read when it is
 * needed, which is once in an account's life. Thread-safe.
 *
 * @param config the policy, which names the files
 */
record ExternalAccounts(PolicyConfig config) implements MacSigner {

    private static final int LEAST_BYTES = 16;
    private static final String ALGORITHM = "HmacSHA256";

    @Override
    public Map<CaOrigin, String> keyIds() {
        Map<CaOrigin, String> keyIds = new TreeMap<>(Comparator.comparing(CaOrigin::toString));
        for (PolicyCa ca : config.cas().values()) {
            ca.externalKeyId()
                    .ifPresent(id -> ca.origins().forEach(origin -> keyIds.put(origin, id)));
        }
        return keyIds;
    }

    @Override
    public byte[] mac(CaOrigin origin, String keyId, byte[] input) throws SignerException {
        Optional<PolicyCa> ca =
                config.cas().values().stream()
                        .filter(known -> known.origins().contains(origin))
                        .filter(known -> known.externalKeyId().equals(Optional.of(keyId)))
                        .findFirst();
        if (ca.isEmpty()) {
            throw new SignerException.Refused("no external account of this key ID is known here");
        }
        byte[] secret = secret(ca.get());
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static byte[] secret(PolicyCa ca) throws SignerException {
        PasswordFile file = new PasswordFile(ca.externalKeyFile().orElseThrow());
        char[] text;
        try {
            text = file.read("");
        } catch (IOException e) {
            throw new SignerException.KeyUnusable(
                    "the secret of the external account at "
                            + ca.name()
                            + " can't be read: "
                            + e.getMessage(),
                    e);
        }
        byte[] ascii = StandardCharsets.ISO_8859_1.encode(CharBuffer.wrap(text)).array();
        Arrays.fill(text, '\0');
        try {
            byte[] secret = Base64Url.decode(new String(ascii, StandardCharsets.ISO_8859_1));
            if (secret.length >= LEAST_BYTES) {
                return secret;
            }
        } catch (IllegalArgumentException _) {
            // Told below, without a word of it.
        } finally {
            Arrays.fill(ascii, (byte) 0);
        }
        throw new SignerException.KeyUnusable(
                "the secret of the external account at "
                        + ca.name()
                        + " is not base64url of 16 bytes or more, without padding; check"
                        + " \"eab-key-file\"",
                null);
    }
}
