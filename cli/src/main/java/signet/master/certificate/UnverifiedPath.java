package signet.master.certificate;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The path of a chain for which there are no roots to verify it by: the leaf, and from there each
 * certificate that has issued the one before it, as far as such are there. That says nothing about
 * whom to trust, but keeps out what does not belong there.
 */
final class UnverifiedPath {

    private UnverifiedPath() {}

    /** Returns it, without a root that has issued itself. */
    static List<X509Certificate> of(IssuedChain chain) {
        List<X509Certificate> path = new ArrayList<>(List.of(chain.leaf()));
        List<X509Certificate> others = new ArrayList<>(chain.intermediates());
        others.removeIf(UnverifiedPath::isRoot);
        Optional<X509Certificate> issuer = issuer(path.getLast(), others);
        while (issuer.isPresent()) {
            path.add(issuer.get());
            others.removeIf(issuer.get()::equals);
            issuer = issuer(path.getLast(), others);
        }
        return List.copyOf(path);
    }

    private static boolean isRoot(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private static Optional<X509Certificate> issuer(
            X509Certificate certificate, List<X509Certificate> others) {
        return others.stream().filter(other -> hasIssued(other, certificate)).findFirst();
    }

    private static boolean hasIssued(X509Certificate issuer, X509Certificate certificate) {
        if (issuer.getBasicConstraints() < 0
                || !issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
