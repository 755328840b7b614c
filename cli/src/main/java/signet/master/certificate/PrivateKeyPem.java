package signet.master.certificate;

import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

import signet.text.Base64Lines;

import java.io.IOException;
import java.util.Optional;

/**
 * The first private key of a text in PEM form, as OpenSSL writes it: PKCS #8 (RFC 5958), or the
 * older forms of RSA (RFC 8017) and EC keys (RFC 5915). Other things in the text are passed over.
 * BouncyCastle's own reader starts Java's logging, which takes 30 ms.
 */
final class PrivateKeyPem {

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final String KEY = "PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

    /** Of the older forms: header lines as of RFC 1421, which say how it is encrypted. */
    private static final String ENCRYPTED_HEADER = "Proc-Type: 4,ENCRYPTED";

    private final String label;
    private final String content;

    PrivateKeyPem(String text) {
        int begin = text.indexOf(BEGIN);
        String found = "";
        String body = "";
        while (begin >= 0 && found.isEmpty()) {
            int start = begin + BEGIN.length();
            int end = text.indexOf(DASHES, start);
            String name = end < 0 ? "" : text.substring(start, end);
            if (name.endsWith(KEY)) {
                found = name;
                int stop = text.indexOf(END + name + DASHES, end);
                body = stop < 0 ? "" : text.substring(end + DASHES.length(), stop);
            }
            begin = text.indexOf(BEGIN, start);
        }
        this.label = found;
        this.content = body;
    }

    boolean isEncrypted() {
        return label.equals(ENCRYPTED) || content.contains(ENCRYPTED_HEADER);
    }

    /**
     * Returns the key; empty where there is none.
     *
     * @throws IOException or IllegalArgumentException where it is damaged
     */
    Optional<PrivateKeyInfo> key() throws IOException {
        return switch (label) {
            case KEY -> Optional.of(PrivateKeyInfo.getInstance(der()));
            case "RSA PRIVATE KEY" ->
                    Optional.of(
                            new PrivateKeyInfo(
                                    new AlgorithmIdentifier(
                                            PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                                    RSAPrivateKey.getInstance(der())));
            case "EC PRIVATE KEY" -> {
                ECPrivateKey key = ECPrivateKey.getInstance(der());
                yield Optional.of(
                        new PrivateKeyInfo(
                                new AlgorithmIdentifier(
                                        X9ObjectIdentifiers.id_ecPublicKey,
                                        key.getParametersObject()),
                                key));
            }
            default -> Optional.empty();
        };
    }

    private byte[] der() throws IOException {
        if (content.isBlank()) {
            throw new IOException("nothing in it, or it is cut off");
        }
        return Base64Lines.decode(content);
    }
}
