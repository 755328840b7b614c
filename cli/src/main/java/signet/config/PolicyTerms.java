package signet.config;

import signet.signer.request.OrderTerms;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an order may ask for besides names. Where a rule says nothing of it, nothing.
 *
 * @param profiles the names of profiles
 * @param validity whether {@code notBefore} and {@code notAfter}
 * @param replaces whether it may name the certificate that it takes the place of
 */
public record PolicyTerms(Set<String> profiles, boolean validity, boolean replaces) {

    static final String PROFILES = "profiles";
    static final String VALIDITY = "validity";
    static final String REPLACES = "replaces";

    /** Copies the names. */
    public PolicyTerms {
        profiles = Set.copyOf(profiles);
    }

    static PolicyTerms of(SectionReader section) throws ConfigException {
        Optional<IniEntry> names = section.filled(PROFILES);
        return new PolicyTerms(
                names.isEmpty()
                        ? Set.of()
                        : Set.copyOf(
                                Lists.parse(
                                        names.get(),
                                        Lists.words(names.get()),
                                        PolicyTerms::profile)),
                section.yesNo(VALIDITY, false),
                section.yesNo(REPLACES, false));
    }

    private static String profile(String name) {
        if (!OrderTerms.isProfile(name)) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no name of a profile: letters, digits, dots, hyphens");
        }
        return name;
    }

    /** Returns what an order asks for and may not, each as {@code member:text}. */
    public List<String> foreign(OrderTerms asked) {
        OrderTerms foreign =
                new OrderTerms(
                        asked.profile().filter(name -> !profiles.contains(name)),
                        asked.notBefore().filter(_ -> !validity),
                        asked.notAfter().filter(_ -> !validity),
                        asked.replaces().filter(_ -> !replaces));
        return foreign.texts();
    }
}
