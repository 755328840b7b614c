package signet.testing.token;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * OpenSC's pkcs11-tool on one module. It takes PINs from variables: {@code --pin env:NAME}.
 *
 * @param module the module that it loads
 * @param command with the environment of the module
 */
record Pkcs11Tool(Path module, Command command) {

    /** Returns this with one more variable. */
    Pkcs11Tool with(String name, String value) {
        return new Pkcs11Tool(module, command.with(name, value));
    }

    /**
     * Runs it.
     *
     * @return its output and errors
     * @throws IOException when it fails
     */
    String run(String... arguments) throws IOException {
        var words = new ArrayList<>(List.of("pkcs11-tool", "--module", module.toString()));
        words.addAll(List.of(arguments));
        return command.run(words);
    }
}
