package signet.accountd.approval;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person is asked to approve. Two requests that are equal share one question.
 *
 * @param peer who asks, under the name that the policy and the log use
 * @param user the user that the kernel vouches for; empty where it vouches for nobody ({@code
 *     stdio}) or for somebody who only passes requests on
 * @param via by which way the peer came
 * @param ca the certificate authority, as it is shown to persons
 * @param operation what is asked, by its name in RFC 8555 and in the policy, such as {@value
 *     #NEW_ORDER}
 * @param names the DNS names and addresses that it is about; are sorted and in lower case. Empty
 *     for operations without any
 * @param particulars what else tells the request from others, as it is signed, in order: the key of
 *     a certificate, until when it is to be valid, a contact, a URL
 * @param rule the rule of the policy that wants a yes
 * @param persons how many persons have to say yes, 1 or more
 * @param signatures how many signatures a yes is good for, the first one included, 1 or more
 * @param lease for how long a yes is good, from the moment in which it is given
 */
public record ApprovalRequest(
        String peer,
        Optional<Person> user,
        String via,
        String ca,
        String operation,
        List<String> names,
        List<String> particulars,
        String rule,
        int persons,
        int signatures,
        Duration lease) {

    /** The operation whose lease is good for all that follows until there is a certificate. */
    public static final String NEW_ORDER = "newOrder";

    /** Brings the names into their form, and checks the numbers. */
    public ApprovalRequest {
        names = normalized(names);
        particulars = List.copyOf(particulars);
        if (persons < 1 || signatures < 1 || !lease.isPositive()) {
            throw new IllegalArgumentException("persons, signatures and lease must be positive");
        }
    }

    /** Returns it as what a lease may cover. */
    LeaseUse use() {
        return new LeaseUse(peer, via, ca, operation, names, particulars);
    }

    static List<String> normalized(Collection<String> names) {
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .sorted()
                .toList();
    }
}
