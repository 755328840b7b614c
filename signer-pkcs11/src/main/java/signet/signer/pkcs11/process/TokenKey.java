package signet.signer.pkcs11.process;

import signet.jose.JsonObject;

import java.util.Optional;

/**
 * What a helper is told to open.
 *
 * @param uri the URI of the key
 * @param module the path of the module
 * @param engine {@code auto}, {@code sunpkcs11} or {@code native}
 */
public record TokenKey(String uri, String module, String engine) {

    JsonObject task(String task, Optional<String> serial) {
        return JsonObject.builder()
                .put("task", task)
                .put("uri", uri)
                .put("module", module)
                .put("engine", engine)
                .put("serial", serial)
                .build();
    }
}
