package signet.signer.pkcs11.process;

import java.util.List;
import java.util.Map;

/**
 * How a helper is started.
 *
 * @param words the program and its arguments; never a secret
 * @param environment all of its environment; never a secret
 */
public record HelperCommand(List<String> words, Map<String, String> environment) {

    /** Copies both. */
    public HelperCommand {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }
}
