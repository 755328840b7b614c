package signet.signer.pkcs11.token;

import signet.signer.pkcs11.uri.PathAttribute;
import signet.signer.pkcs11.uri.Pkcs11Uri;
import signet.signer.pkcs11.uri.QueryAttribute;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A token as it was when the slots were listed. Texts are as the module gives them, without
 * padding; escape them before they are printed.
 *
 * @param module the path of the module that sees it
 * @param label its label
 * @param serial its serial number; not unique with some modules
 * @param manufacturer who made it
 * @param model its model
 * @param slot the slot that it is in
 * @param pinState what it says about the user PIN
 * @param login how to log in
 * @param maxSessions how many sessions a process can have, at least 1; empty where there is no
 *     limit or the token doesn't tell
 */
public record Token(
        Path module,
        String label,
        String serial,
        String manufacturer,
        String model,
        Slot slot,
        PinState pinState,
        LoginKind login,
        OptionalLong maxSessions) {

    /**
     * A place for a token.
     *
     * @param id the number of the slot (CK_SLOT_ID), unsigned
     * @param description what the slot says it is, mostly the name of the reader
     * @param manufacturer who made the reader
     * @param hardware whether something else than our own processor signs, as far as the module
     *     says
     */
    public record Slot(long id, String description, String manufacturer, boolean hardware) {}

    /** Returns the URI of the token: model, manufacturer, serial number, label and module-path. */
    public Pkcs11Uri uri() {
        return Pkcs11Uri.any()
                .with(PathAttribute.MODEL, model)
                .with(PathAttribute.MANUFACTURER, manufacturer)
                .with(PathAttribute.SERIAL, serial)
                .with(PathAttribute.TOKEN, label)
                .with(QueryAttribute.MODULE_PATH, module.toString());
    }

    /** Says whether another look at a slot found the same token: not its state, but what it is. */
    public boolean isSameAs(Token other) {
        return label.equals(other.label)
                && serial.equals(other.serial)
                && manufacturer.equals(other.manufacturer)
                && model.equals(other.model);
    }
}
