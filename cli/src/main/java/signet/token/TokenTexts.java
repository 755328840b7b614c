package signet.token;

import signet.signer.SignatureAlgorithm;
import signet.signer.pkcs11.dialog.ListedKey;
import signet.signer.pkcs11.dialog.ReadyKey;
import signet.signer.pkcs11.dialog.TokenDescription;
import signet.signer.pkcs11.engine.OpenedEngine;
import signet.signer.pkcs11.engine.SigningEngine;
import signet.signer.pkcs11.token.KeyListing;
import signet.signer.pkcs11.token.LibraryInfo;
import signet.signer.pkcs11.token.Token;
import signet.signer.pkcs11.token.TokenKey;
import signet.signer.pkcs11.token.TokenModule;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Says in the words of the dialog what was found.
 *
 * @param module the module that everything is behind
 */
record TokenTexts(TokenModule module) {

    String library() {
        LibraryInfo info = module.info();
        return info.manufacturer() + " " + info.description() + " " + info.version();
    }

    TokenDescription of(Token token) {
        return new TokenDescription(
                token.serial(),
                token.label(),
                token.manufacturer(),
                token.model(),
                token.slot().id(),
                token.module().toString(),
                library(),
                token.login().text(),
                token.pinState().text(),
                module.warnings());
    }

    static ListedKey of(KeyListing.ListedKey key) {
        return new ListedKey(
                key.uri().toString(),
                key.label(),
                key.id().toString(),
                key.type(),
                key.certificate(),
                key.alwaysAuthenticate(),
                key.usable().map(SignatureAlgorithm::name));
    }

    static ReadyKey of(Token token, TokenKey key, OpenedEngine opened) {
        SigningEngine engine = opened.engine();
        return new ReadyKey(
                key.uri().toString(),
                token.serial(),
                engine.name(),
                opened.why(),
                engine.mechanism(),
                engine.algorithm(),
                engine.sessions(),
                engine.alwaysAuthenticate(),
                TimeUnit.NANOSECONDS.toMicros(opened.probeTime().toNanos()),
                List.of());
    }
}
