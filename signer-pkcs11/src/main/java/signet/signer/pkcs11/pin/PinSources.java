package signet.signer.pkcs11.pin;

import signet.signer.SecretSource;
import signet.signer.SignerException;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Picks where the PIN comes from: what the URI says, else the askpass program, else what the
 * program was given.
 *
 * @param askpass the askpass program
 * @param askpassLimit how long it may take
 * @param credentials the folder of the service's systemd credentials, $CREDENTIALS_DIRECTORY
 * @param otherwise the password file or the terminal
 */
public record PinSources(
        Optional<String> askpass,
        Duration askpassLimit,
        Optional<Path> credentials,
        SecretSource otherwise) {

    private static final String CREDENTIAL = "credential:";
    private static final String FILE = "file:";

    /**
     * Picks the source.
     *
     * @param pinSource the attribute of the URI, decoded
     * @throws SignerException.KeyUnusable where it is of no form that we support
     */
    public PinSource pick(Optional<String> pinSource) throws SignerException {
        if (pinSource.isPresent()) {
            return named(pinSource.get());
        }
        return askpass.map(
                        program ->
                                new PinSource(
                                        "the askpass program " + program,
                                        new Askpass(program, askpassLimit)))
                .orElseGet(() -> PinSource.of(otherwise));
    }

    private PinSource named(String text) throws SignerException {
        if (text.startsWith("|")) {
            throw unusable(text, "a command is not run; set \"askpass\", or name a file");
        }
        if (text.startsWith(CREDENTIAL)) {
            return credential(text.substring(CREDENTIAL.length()));
        }
        Path file = text.startsWith(FILE) ? fileOfUri(text) : path(text);
        if (!file.isAbsolute()) {
            throw unusable(text, "write a full path, file:/path, or credential:NAME");
        }
        return new PinSource("the file " + file, new PinFile(file, true));
    }

    private PinSource credential(String name) throws SignerException {
        if (name.isEmpty() || name.startsWith(".") || name.indexOf('/') >= 0) {
            throw unusable(CREDENTIAL + name, "that is no name of a credential");
        }
        Path folder =
                credentials.orElseThrow(
                        () ->
                                unusable(
                                        CREDENTIAL + name,
                                        "there are no credentials ($CREDENTIALS_DIRECTORY is not"
                                                + " set); write LoadCredential="
                                                + name
                                                + ":FILE in the systemd unit"));
        return new PinSource(
                "the credential " + name, new PinFile(folder.resolve(path(name)), false));
    }

    private static Path fileOfUri(String text) throws SignerException {
        try {
            URI uri = new URI(text);
            if (uri.getPath() != null && (uri.getHost() == null || uri.getHost().isEmpty())) {
                return path(uri.getPath());
            }
        } catch (URISyntaxException e) {
            throw unusable(text, "that is no URI");
        }
        throw unusable(text, "only files of this host can be read: file:/path");
    }

    private static Path path(String text) throws SignerException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw unusable(text, "that is no path");
        }
    }

    private static SignerException.KeyUnusable unusable(String text, String mend) {
        return new SignerException.KeyUnusable(
                "pin-source \"" + text + "\" of the pkcs11: URI can't be used: " + mend, null);
    }
}
