package signet.accountd.policy;

import com.google.common.net.InternetDomainName;

import signet.acme.Identifier;

/** Knows the registered domain of a name, by the public suffix list, as CAs count by it. */
final class RegisteredDomains {

    /** Returns it; the name itself where there is none, as for addresses and public suffixes. */
    String of(Identifier identifier) {
        if (!identifier.type().equals("dns")) {
            return identifier.toString();
        }
        String name =
                identifier.isWildcard() ? identifier.value().substring(2) : identifier.value();
        if (!InternetDomainName.isValid(name)) {
            return name;
        }
        InternetDomainName domain = InternetDomainName.from(name);
        return domain.isUnderPublicSuffix() ? domain.topPrivateDomain().toString() : name;
    }
}
