package signet.signer.pkcs11.token;

import signet.signer.pkcs11.cryptoki.Attribute;
import signet.signer.pkcs11.cryptoki.CryptokiException;
import signet.signer.pkcs11.cryptoki.ObjectClass;
import signet.signer.pkcs11.token.ObjectReader.Found;
import signet.signer.pkcs11.uri.ObjectId;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds out public keys: from the object itself, from the public key with the same id, from the
 * certificate with the same id.
 *
 * @param objects of the token
 */
record PublicKeyReader(ObjectReader objects) {

    private static final long RSA = 0;
    private static final long EC = 3;

    /** What can be known of the public half of a private key. */
    Optional<PublicKey> ofPrivateKey(Found key) throws CryptokiException {
        Optional<PublicKey> own = ofKeyObject(key.handle(), Optional.empty());
        if (own.isPresent()) {
            return own;
        }
        Optional<byte[]> curve = objects.bytes(key.handle(), Attribute.CKA_EC_PARAMS);
        for (Found half : objects.all(ObjectClass.CKO_PUBLIC_KEY, key.id())) {
            Optional<PublicKey> found = ofKeyObject(half.handle(), curve);
            if (found.isPresent()) {
                return found;
            }
        }
        return certificates(key.id()).stream().map(X509Certificate::getPublicKey).findFirst();
    }

    /** Reads a key object; an EC private key mostly lacks the point. */
    Optional<PublicKey> ofKeyObject(long handle, Optional<byte[]> curve) throws CryptokiException {
        OptionalLong type = objects.number(handle, Attribute.CKA_KEY_TYPE);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        if (type.getAsLong() == RSA) {
            return rsa(handle);
        }
        return type.getAsLong() == EC ? ec(handle, curve) : Optional.empty();
    }

    private Optional<PublicKey> rsa(long handle) throws CryptokiException {
        Optional<byte[]> modulus = objects.bytes(handle, Attribute.CKA_MODULUS);
        Optional<byte[]> exponent = objects.bytes(handle, Attribute.CKA_PUBLIC_EXPONENT);
        if (modulus.isEmpty() || exponent.isEmpty()) {
            return Optional.empty();
        }
        var spec =
                new RSAPublicKeySpec(
                        new BigInteger(1, modulus.get()), new BigInteger(1, exponent.get()));
        try {
            return Optional.of(KeyFactory.getInstance("RSA").generatePublic(spec));
        } catch (GeneralSecurityException e) {
            return Optional.empty(); // numbers that make no key
        }
    }

    private Optional<PublicKey> ec(long handle, Optional<byte[]> otherCurve)
            throws CryptokiException {
        Optional<byte[]> point = objects.bytes(handle, Attribute.CKA_EC_POINT);
        Optional<byte[]> own = objects.bytes(handle, Attribute.CKA_EC_PARAMS);
        return point.flatMap(
                value ->
                        own.or(() -> otherCurve)
                                .flatMap(TokenCurve::of)
                                .flatMap(c -> c.publicKey(value)));
    }

    /** Returns the certificates with an id that can be parsed. */
    List<X509Certificate> certificates(ObjectId id) throws CryptokiException {
        List<X509Certificate> parsed = new ArrayList<>();
        for (Found found : objects.all(ObjectClass.CKO_CERTIFICATE, id)) {
            certificate(found).ifPresent(parsed::add);
        }
        return List.copyOf(parsed);
    }

    Optional<X509Certificate> certificate(Found object) throws CryptokiException {
        Optional<byte[]> der = objects.bytes(object.handle(), Attribute.CKA_VALUE);
        if (der.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(new ByteArrayInputStream(der.get())));
        } catch (CertificateException e) {
            return Optional.empty(); // not one that helps
        }
    }
}
