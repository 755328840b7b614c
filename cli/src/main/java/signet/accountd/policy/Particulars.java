package signet.accountd.policy;

import signet.signer.request.AcmeOperation;

import java.util.ArrayList;
import java.util.List;

/** Words what requests about an account ask for, so that a yes for one is not one for another. */
final class Particulars {

    private static final String AGREED = "termsOfServiceAgreed";

    private Particulars() {}

    static List<String> of(AcmeOperation.NewAccount account) {
        List<String> particulars = new ArrayList<>(contacts(account.contacts()));
        if (account.agreed()) {
            particulars.add(AGREED);
        }
        account.external().map(Particulars::external).ifPresent(particulars::add);
        return List.copyOf(particulars);
    }

    static List<String> of(AcmeOperation.AccountUpdate update) {
        List<String> particulars = new ArrayList<>();
        update.contacts()
                .map(list -> list.isEmpty() ? List.of("no-contact") : contacts(list))
                .ifPresent(particulars::addAll);
        if (update.agreed()) {
            particulars.add(AGREED);
        }
        return List.copyOf(particulars);
    }

    static String external(String keyId) {
        return "externalAccountBinding:" + keyId;
    }

    private static List<String> contacts(List<String> contacts) {
        return contacts.stream().map(contact -> "contact:" + contact).toList();
    }
}
