package signet.signer.pkcs11;

import signet.signer.pkcs11.process.HelperCommand;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What of our environment a helper gets. Modules need variables of their vendors. */
final class HelperEnvironment {

    private static final Set<String> JAVA_OPTIONS =
            Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

    private HelperEnvironment() {}

    /**
     * Returns how a helper for a module is started.
     *
     * @param ours our own environment
     */
    static HelperCommand command(TokenOptions options, Path module, Map<String, String> ours) {
        Map<String, String> environment = new HashMap<>(ours);
        environment.keySet().removeAll(JAVA_OPTIONS);
        if (options.exclusive() && String.valueOf(module.getFileName()).contains("opensc")) {
            // While we are logged in, any other program could sign with the card.
            String _ = environment.putIfAbsent("OPENSC_CONF", options.openscConf().toString());
        }
        return new HelperCommand(List.of(options.helper().toString()), environment);
    }
}
