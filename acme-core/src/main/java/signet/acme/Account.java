package signet.acme;

import signet.jose.JsonObject;
import signet.text.Printable;

import java.net.URI;
import java.util.List;

/**
 * An account (RFC 8555 section 7.1.2).
 *
 * @param url the account URL, which is the key ID of its requests
 * @param status its state
 * @param contact the URLs (mostly {@code mailto:}) at which the CA may contact the holder, safe to
 *     print
 * @param json the whole object as the CA sent it
 */
public record Account(URI url, AccountStatus status, List<String> contact, JsonObject json) {

    /** Copies. */
    public Account {
        contact = List.copyOf(contact);
    }

    /** Reads an account whose URL is known. */
    public static Account fromJson(URI url, JsonObject json) throws MalformedResourceException {
        ResourceReader reader = new ResourceReader("the account", json);
        return new Account(
                url,
                reader.status(AccountStatus.UNKNOWN),
                reader.strings("contact").stream().map(text -> Printable.of(text, 1000)).toList(),
                json);
    }
}
