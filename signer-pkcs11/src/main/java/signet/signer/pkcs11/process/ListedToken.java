package signet.signer.pkcs11.process;

import signet.signer.pkcs11.dialog.HelperReport;
import signet.signer.pkcs11.dialog.ListedKey;

import java.util.List;

/**
 * A token as anybody may see it, without a PIN.
 *
 * @param token the token
 * @param keys the keys that it shows
 * @param certificates how many certificates it holds
 */
public record ListedToken(TokenReport token, List<ListedKey> keys, long certificates) {

    /** Copies the list. */
    public ListedToken {
        keys = List.copyOf(keys);
    }

    static ListedToken of(HelperReport.ListedToken report) {
        return new ListedToken(
                TokenReport.of(report.token()), report.keys(), report.certificates());
    }
}
