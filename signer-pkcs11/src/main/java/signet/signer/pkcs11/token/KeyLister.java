package signet.signer.pkcs11.token;

import signet.signer.SignatureAlgorithm;
import signet.signer.pkcs11.cryptoki.Attribute;
import signet.signer.pkcs11.cryptoki.CryptokiException;
import signet.signer.pkcs11.cryptoki.ObjectClass;
import signet.signer.pkcs11.token.KeyListing.ListedKey;
import signet.signer.pkcs11.token.ObjectReader.Found;
import signet.signer.pkcs11.uri.ObjectId;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lists the keys of a token: private keys, and what stands for one that is not visible yet.
 *
 * @param token that they are on
 * @param objects of the token
 */
record KeyLister(Token token, ObjectReader objects) {

    KeyListing list() throws CryptokiException {
        var reader = new PublicKeyReader(objects);
        List<Found> certificates = objects.all(ObjectClass.CKO_CERTIFICATE);
        Set<ObjectId> certified = new HashSet<>();
        certificates.forEach(found -> certified.add(found.id()));
        List<ListedKey> keys = new ArrayList<>();
        Set<ObjectId> seen = new HashSet<>();
        for (Found key : objects.all(ObjectClass.CKO_PRIVATE_KEY)) {
            boolean always = objects.isTrue(key.handle(), Attribute.CKA_ALWAYS_AUTHENTICATE);
            keys.add(listed(key, reader.ofPrivateKey(key), certified, Optional.of(always)));
            seen.add(key.id());
        }
        for (Found key : objects.all(ObjectClass.CKO_PUBLIC_KEY)) {
            if (seen.add(key.id())) {
                Optional<PublicKey> known = reader.ofKeyObject(key.handle(), Optional.empty());
                keys.add(listed(key, known, certified, Optional.empty()));
            }
        }
        for (Found certificate : certificates) {
            Optional<X509Certificate> parsed = reader.certificate(certificate);
            if (parsed.isPresent() && !isAuthority(parsed.get()) && seen.add(certificate.id())) {
                Optional<PublicKey> known = parsed.map(X509Certificate::getPublicKey);
                keys.add(listed(certificate, known, certified, Optional.empty()));
            }
        }
        return new KeyListing(keys, certificates.size());
    }

    private ListedKey listed(
            Found key,
            Optional<PublicKey> known,
            Set<ObjectId> certified,
            Optional<Boolean> alwaysAuthenticate) {
        return new ListedKey(
                KeyFinder.uri(token, key),
                key.label(),
                key.id(),
                known.map(KeyTypes::describe).orElse("unknown"),
                !key.id().isEmpty() && certified.contains(key.id()),
                alwaysAuthenticate,
                known.flatMap(SignatureAlgorithm::forKey));
    }

    /** The certificates of authorities have no key on the token. */
    private static boolean isAuthority(X509Certificate certificate) {
        return certificate.getBasicConstraints() >= 0;
    }
}
