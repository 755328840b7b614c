package signet.signer.pkcs11.token;

import signet.signer.pkcs11.cryptoki.Attribute;
import signet.signer.pkcs11.cryptoki.CryptokiException;
import signet.signer.pkcs11.cryptoki.ObjectClass;
import signet.signer.pkcs11.cryptoki.Session;
import signet.signer.pkcs11.cryptoki.Template;
import signet.signer.pkcs11.uri.ObjectId;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds and reads objects. As thread-safe as its session: not.
 *
 * @param session an open session
 */
record ObjectReader(Session session) {

    /**
     * An object on a token.
     *
     * @param handle its handle
     * @param label CKA_LABEL, empty where it has none
     * @param id CKA_ID, empty where it has none
     */
    record Found(long handle, String label, ObjectId id) {}

    /** Returns the objects of a class. */
    List<Found> all(ObjectClass objectClass) throws CryptokiException {
        return matching(Template.of(objectClass));
    }

    /**
     * Returns the objects of a class with an id; none where the id is empty, as it links nothing.
     */
    List<Found> all(ObjectClass objectClass, ObjectId id) throws CryptokiException {
        if (id.isEmpty()) {
            return List.of();
        }
        // Not every module compares ids well.
        return matching(Template.of(objectClass).with(Attribute.CKA_ID, id.bytes())).stream()
                .filter(found -> found.id().equals(id))
                .toList();
    }

    List<Found> matching(Template template) throws CryptokiException {
        List<Found> found = new ArrayList<>();
        for (long handle : session.find(template)) {
            found.add(
                    new Found(
                            handle,
                            bytes(handle, Attribute.CKA_LABEL)
                                    .map(utf8 -> new String(utf8, StandardCharsets.UTF_8))
                                    .orElse(""),
                            bytes(handle, Attribute.CKA_ID)
                                    .map(ObjectId::of)
                                    .orElse(new ObjectId(""))));
        }
        return List.copyOf(found);
    }

    Optional<byte[]> bytes(long handle, Attribute attribute) throws CryptokiException {
        return session.attribute(handle, attribute);
    }

    OptionalLong number(long handle, Attribute attribute) throws CryptokiException {
        Optional<byte[]> value = bytes(handle, attribute);
        return value.isPresent() && value.get().length == Long.BYTES
                ? OptionalLong.of(
                        ByteBuffer.wrap(value.get()).order(ByteOrder.nativeOrder()).getLong())
                : OptionalLong.empty();
    }

    boolean isTrue(long handle, Attribute attribute) throws CryptokiException {
        Optional<byte[]> value = bytes(handle, attribute);
        return value.isPresent() && value.get().length == 1 && value.get()[0] != 0;
    }
}
