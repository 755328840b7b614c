package signet.signer.pkcs11.token;

import signet.signer.SignerException;
import signet.signer.pkcs11.uri.PathAttribute;
import signet.signer.pkcs11.uri.Pkcs11Uri;
import signet.text.Printable;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds the one token that a URI means.
 *
 * @param path of the module
 * @param library what the module is
 */
record TokenFinder(Path path, LibraryInfo library) {

    private static final int LISTED = 8;

    /** As some modules report a card that another program has taken for itself. */
    private static final String IN_USE = "; maybe another program holds the card";

    Token find(Pkcs11Uri uri, SlotScan scan) throws SignerException {
        requireLibrary(uri);
        List<Token> found = scan.tokens().stream().filter(token -> matches(uri, token)).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        if (found.isEmpty()) {
            throw new SignerException.TokenUnavailable(none(uri, scan), null);
        }
        throw new SignerException.KeyNotFound(
                found.size()
                        + " tokens match "
                        + uri
                        + "; name one, for example by its serial: "
                        + list(found));
    }

    private void requireLibrary(Pkcs11Uri uri) throws SignerException {
        boolean matches =
                uri.allows(PathAttribute.LIBRARY_MANUFACTURER, library.manufacturer())
                        && uri.allows(PathAttribute.LIBRARY_DESCRIPTION, library.description())
                        && uri.get(PathAttribute.LIBRARY_VERSION).map(this::isVersion).orElse(true);
        if (!matches) {
            throw new SignerException.KeyNotFound(
                    uri
                            + " asks for another library than "
                            + Printable.of(library.toString())
                            + ", which "
                            + path
                            + " is");
        }
    }

    /** A version without a dot means .0 (RFC 7512 section 2.3). */
    private boolean isVersion(String wanted) {
        return (wanted.contains(".") ? wanted : wanted + ".0").equals(library.version());
    }

    private static boolean matches(Pkcs11Uri uri, Token token) {
        return uri.allows(PathAttribute.TOKEN, token.label())
                && uri.allows(PathAttribute.SERIAL, token.serial())
                && uri.allows(PathAttribute.MANUFACTURER, token.manufacturer())
                && uri.allows(PathAttribute.MODEL, token.model())
                && uri.allows(PathAttribute.SLOT_DESCRIPTION, token.slot().description())
                && uri.allows(PathAttribute.SLOT_MANUFACTURER, token.slot().manufacturer())
                && uri.get(PathAttribute.SLOT_ID)
                        .map(id -> isSlot(id, token.slot().id()))
                        .orElse(true);
    }

    private static boolean isSlot(String wanted, long id) {
        return new BigInteger(wanted).equals(new BigInteger(Long.toUnsignedString(id)));
    }

    private String none(Pkcs11Uri uri, SlotScan scan) {
        var message =
                new StringBuilder("No token in ").append(path).append(" matches ").append(uri);
        message.append(
                scan.tokens().isEmpty()
                        ? "; there is no token"
                        : "; there are: " + list(scan.tokens()));
        if (!scan.unreadable().isEmpty()) {
            message.append("; unreadable: ")
                    .append(
                            scan.unreadable().stream()
                                    .limit(LISTED)
                                    .collect(Collectors.joining(", ")))
                    .append(IN_USE);
        }
        return message.toString();
    }

    private static String list(List<Token> tokens) {
        String uris =
                tokens.stream()
                        .limit(LISTED)
                        .map(token -> token.uri().toString())
                        .collect(Collectors.joining(" "));
        return tokens.size() <= LISTED ? uris : uris + " and " + (tokens.size() - LISTED) + " more";
    }
}
