package signet.token;

import signet.signer.SignerException;
import signet.signer.pkcs11.dialog.HelperReport;
import signet.signer.pkcs11.dialog.HelperTask;
import signet.signer.pkcs11.token.NewKey;
import signet.signer.pkcs11.token.TokenSession;
import signet.signer.pkcs11.uri.ObjectId;
import signet.signer.pkcs11.uri.PathAttribute;
import signet.signer.pkcs11.uri.Pkcs11Uri;

import java.security.SecureRandom;

/**
 * The task {@code keygen}.
 *
 * @param task what to make
 * @param uri the URI of the token; an id or a label in it are those of the new key
 */
record KeyMaking(HelperTask.Generate task, Pkcs11Uri uri) {

    private static final String DEFAULT_LABEL = "ACME account";
    private static final int ID_BYTES = 8;

    /** Returns what to make. */
    NewKey key() throws SignerException {
        try {
            return new NewKey(task.type(), id(), label());
        } catch (IllegalArgumentException e) {
            throw new SignerException.KeyUnusable(
                    "A new key needs an id of hexadecimal digits, two for each byte, and a label"
                            + " that is not empty",
                    e);
        }
    }

    private ObjectId id() {
        return task.id().map(ObjectId::new).or(uri::id).orElseGet(KeyMaking::newId);
    }

    private String label() {
        return task.label().or(() -> uri.get(PathAttribute.OBJECT)).orElse(DEFAULT_LABEL);
    }

    private static ObjectId newId() {
        byte[] bytes = new byte[ID_BYTES];
        new SecureRandom().nextBytes(bytes);
        return ObjectId.of(bytes);
    }

    /** Makes it and reports it. */
    ExitStatus make(Accountd accountd, TokenSession session, NewKey key)
            throws SignerException, EndOfInputException {
        accountd.report(new HelperReport.Generated(session.generate(key).toString()));
        session.close();
        return ExitStatus.DONE;
    }
}
