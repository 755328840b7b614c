package signet.signer.pkcs11.token;

import signet.signer.pkcs11.cryptoki.CkSlotInfo;
import signet.signer.pkcs11.cryptoki.CkTokenInfo;
import signet.signer.pkcs11.cryptoki.Cryptoki;
import signet.signer.pkcs11.cryptoki.CryptokiException;
import signet.text.Printable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is in the slots of a module at one moment.
 *
 * @param tokens the initialised tokens
 * @param unreadable for each slot with a token that cannot be read, which and why
 */
record SlotScan(List<Token> tokens, List<String> unreadable) {

    static SlotScan of(Path path, Cryptoki module) throws CryptokiException {
        List<Token> tokens = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (long slot : module.slots(true)) {
            String description = "";
            try {
                CkSlotInfo info = module.slotInfo(slot);
                description = info.description();
                CkTokenInfo token = module.tokenInfo(slot);
                if (token.isInitialized()) {
                    tokens.add(
                            token(
                                    path,
                                    token,
                                    new Token.Slot(
                                            slot,
                                            description,
                                            info.manufacturer(),
                                            info.hardware())));
                }
            } catch (CryptokiException e) {
                unreadable.add(
                        "slot "
                                + Long.toUnsignedString(slot)
                                + " \""
                                + Printable.of(description)
                                + "\": "
                                + e.getMessage());
            }
        }
        return new SlotScan(List.copyOf(tokens), List.copyOf(unreadable));
    }

    /** Looks again into the slot of a token. */
    static Token again(Cryptoki module, Token before) throws CryptokiException {
        return token(before.module(), module.tokenInfo(before.slot().id()), before.slot());
    }

    private static Token token(Path path, CkTokenInfo info, Token.Slot slot) {
        return new Token(
                path,
                info.label(),
                info.serial(),
                info.manufacturer(),
                info.model(),
                slot,
                PinState.of(info.flags()),
                LoginKind.of(info.flags()),
                info.maxSessions());
    }
}
