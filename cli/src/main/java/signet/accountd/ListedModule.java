package signet.accountd;

import signet.signer.pkcs11.process.ListedToken;

import java.nio.file.Path;
import java.util.List;

/**
 * What is found behind one module.
 *
 * @param path the module
 * @param tokens its tokens
 * @param failure why it can't be used; empty where it can
 */
record ListedModule(Path path, List<ListedToken> tokens, String failure) {

    ListedModule {
        tokens = List.copyOf(tokens);
    }
}
