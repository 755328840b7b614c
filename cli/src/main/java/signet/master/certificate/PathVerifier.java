package signet.master.certificate;

import signet.master.certificate.RejectedChainException.Reason;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Builds and validates the path from a leaf to a root, RFC 5280 section 6. */
final class PathVerifier {

    private static final int MAX_INTERMEDIATES = 8;

    private PathVerifier() {}

    static void verify(IssuedChain chain, TrustRoots roots, Instant now)
            throws RejectedChainException {
        Set<TrustAnchor> anchors =
                roots.roots().stream()
                        .filter(root -> isValidAt(root, now))
                        .map(root -> new TrustAnchor(root, null))
                        .collect(Collectors.toSet());
        if (anchors.isEmpty()) {
            throw new RejectedChainException(
                    Reason.UNTRUSTED, "every root in " + roots.file() + " has expired");
        }
        try {
            CertPathBuilder.getInstance("PKIX").build(parameters(chain, anchors, now));
        } catch (CertPathBuilderException e) {
            throw new RejectedChainException(
                    Reason.UNTRUSTED,
                    String.format(
                            Locale.ROOT,
                            "the chain, issued by \"%s\", leads to no root in %s (%s); is this the"
                                    + " CA's root?",
                            chain.certificates().getLast().getIssuerX500Principal(),
                            roots.file(),
                            root(e)),
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("PKIX can't be used", e);
        }
    }

    private static PKIXBuilderParameters parameters(
            IssuedChain chain, Set<TrustAnchor> anchors, Instant now)
            throws InvalidAlgorithmParameterException, NoSuchAlgorithmException {
        X509CertSelector leaf = new X509CertSelector();
        leaf.setCertificate(chain.leaf());
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, leaf);
        parameters.addCertStore(
                CertStore.getInstance(
                        "Collection", new CollectionCertStoreParameters(chain.certificates())));
        parameters.setRevocationEnabled(false);
        parameters.setMaxPathLength(MAX_INTERMEDIATES);
        parameters.setDate(Date.from(now));
        return parameters;
    }

    /** Path validation never looks at an anchor's own dates, but other TLS programs do. */
    private static boolean isValidAt(X509Certificate root, Instant now) {
        return !now.isBefore(root.getNotBefore().toInstant())
                && !now.isAfter(root.getNotAfter().toInstant());
    }

    private static String root(Throwable failure) {
        Throwable deepest = failure;
        for (int depth = 0; depth < 10 && deepest.getCause() != null; depth++) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }
}
