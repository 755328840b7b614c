package signet.accountd;

import signet.jose.JsonObject;
import signet.signer.pkcs11.dialog.ListedKey;
import signet.signer.pkcs11.dialog.ReadyKey;
import signet.signer.pkcs11.process.CheckedToken;
import signet.signer.pkcs11.process.ListedToken;
import signet.signer.pkcs11.process.TokenReport;

import java.util.List;
import java.util.Locale;

/** Tells what is known of tokens to programs. */
final class TokenJson {

    private TokenJson() {}

    static JsonObject of(List<ListedModule> modules) {
        return JsonObject.builder()
                .putObjects("modules", modules.stream().map(TokenJson::of).toList())
                .build();
    }

    private static JsonObject of(ListedModule module) {
        JsonObject.Builder object =
                JsonObject.builder()
                        .put("path", module.path().toString())
                        .putObjects("tokens", module.tokens().stream().map(TokenJson::of).toList());
        if (!module.failure().isEmpty()) {
            object.put("failure", module.failure());
        }
        return object.build();
    }

    private static JsonObject of(ListedToken listed) {
        return token(listed.token())
                .putObjects("keys", listed.keys().stream().map(TokenJson::of).toList())
                .put("certificates", listed.certificates())
                .build();
    }

    private static JsonObject of(ListedKey key) {
        JsonObject.Builder object =
                JsonObject.builder()
                        .put("uri", key.uri())
                        .put("label", key.label())
                        .put("id", key.id())
                        .put("type", key.type())
                        .put("certificate", key.certificate());
        key.alwaysAuthenticate().ifPresent(always -> object.put("always-authenticate", always));
        return object.put("usable", key.usable()).build();
    }

    private static JsonObject.Builder token(TokenReport token) {
        return JsonObject.builder()
                .put("label", token.label())
                .put("serial", token.token().serial())
                .put("manufacturer", token.token().manufacturer())
                .put("model", token.token().model())
                .put("slot", token.slot())
                .put("library", token.library())
                .put("login", token.login().name().toLowerCase(Locale.ROOT))
                .put(
                        "pin-state",
                        token.pinState().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .putStrings("warnings", token.warnings());
    }

    static JsonObject of(CheckedToken checked) {
        ReadyKey ready = checked.ready();
        return JsonObject.builder()
                .put("uri", ready.uri())
                .put("token", token(checked.token()).build())
                .put("engine", ready.engine())
                .put("engine-reason", ready.engineReason())
                .put("mechanism", ready.mechanism())
                .put("algorithm", ready.algorithm().name())
                .put("sessions", ready.sessions())
                .put("always-authenticate", ready.alwaysAuthenticate())
                .putNumbers("signature-micros", checked.signatureMicros())
                .putStrings("warnings", ready.warnings())
                .build();
    }
}
