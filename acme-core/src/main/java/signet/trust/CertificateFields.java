package signet.trust;

import java.security.cert.CertificateException;
import java.util.Arrays;

/**
 * Finds the subject in an encoded certificate, RFC 5280 section 4.1, without reading the rest: Java
 * takes half a millisecond for a whole certificate when it has just started.
 */
final class CertificateFields {

    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int VERSION = 0xa0;

    /** Lengths of more bytes would be those of gigabytes. */
    private static final int MOST_LENGTH_BYTES = 3;

    private final byte[] der;
    private int at;

    private CertificateFields(byte[] der) {
        this.der = der;
    }

    /**
     * Returns the encoded subject.
     *
     * @throws CertificateException where this can't be a certificate
     */
    static byte[] subject(byte[] der) throws CertificateException {
        return new CertificateFields(der).subject();
    }

    private byte[] subject() throws CertificateException {
        int length = enter(SEQUENCE);
        if (length != der.length - at) {
            throw wrong();
        }
        enter(SEQUENCE);
        if (tag() == VERSION) {
            skip(VERSION);
        }
        skip(INTEGER); // serial number
        skip(SEQUENCE); // signature algorithm
        skip(SEQUENCE); // issuer
        skip(SEQUENCE); // validity
        int start = at;
        skip(SEQUENCE);
        return Arrays.copyOfRange(der, start, at);
    }

    private int tag() throws CertificateException {
        if (at >= der.length) {
            throw wrong();
        }
        return der[at] & 0xff;
    }

    private void skip(int tag) throws CertificateException {
        int length = enter(tag);
        at += length;
    }

    /** Goes to the content of an element, and returns its length. */
    private int enter(int tag) throws CertificateException {
        if (tag() != tag) {
            throw wrong();
        }
        at++;
        int length = tag();
        at++;
        if (length >= 0x80) {
            int bytes = length - 0x80;
            if (bytes == 0 || bytes > MOST_LENGTH_BYTES) {
                throw wrong();
            }
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = length << 8 | tag();
                at++;
            }
        }
        if (length > der.length - at) {
            throw wrong();
        }
        return length;
    }

    private static CertificateException wrong() {
        return new CertificateException("one is damaged: it is no certificate's encoding");
    }
}
