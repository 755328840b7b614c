package signet.master.certificate;

import signet.master.certificate.RejectedChainException.Reason;

import java.nio.file.Path;
import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Builds and validates the path from a leaf to a root, RFC 5280 section 6. */
final class PathVerifier {

    private static final int MAX_INTERMEDIATES = 8;

    private PathVerifier() {}

    static void verify(IssuedChain chain, TrustRoots roots, Instant now)
            throws RejectedChainException {
        try {
            // One name can be encoded in several ways: only where the named ones fail, all count.
            if (!leads(chain, roots.roots().namedIn(chain.certificates()), now)) {
                verify(chain, roots.file(), roots.roots().all(), now);
            }
        } catch (CertificateException e) {
            throw new RejectedChainException(
                    Reason.UNTRUSTED,
                    "a root in " + roots.file() + " can't be read: " + e.getMessage(),
                    e);
        }
    }

    private static boolean leads(IssuedChain chain, List<X509Certificate> roots, Instant now) {
        Set<TrustAnchor> anchors = anchors(roots, now);
        try {
            if (!anchors.isEmpty()) {
                build(chain, anchors, now);
                return true;
            }
        } catch (CertPathBuilderException e) {
            // There may be another root.
        }
        return false;
    }

    private static void verify(
            IssuedChain chain, Path file, List<X509Certificate> roots, Instant now)
            throws RejectedChainException {
        Set<TrustAnchor> anchors = anchors(roots, now);
        if (anchors.isEmpty()) {
            throw new RejectedChainException(
                    Reason.UNTRUSTED, "every root in " + file + " has expired");
        }
        try {
            build(chain, anchors, now);
        } catch (CertPathBuilderException e) {
            throw new RejectedChainException(
                    Reason.UNTRUSTED,
                    String.format(
                            Locale.ROOT,
                            "the chain, issued by \"%s\", leads to no root in %s (%s); is this the"
                                    + " CA's root?",
                            chain.certificates().getLast().getIssuerX500Principal(),
                            file,
                            root(e)),
                    e);
        }
    }

    private static Set<TrustAnchor> anchors(List<X509Certificate> roots, Instant now) {
        return roots.stream()
                .filter(root -> isValidAt(root, now))
                .map(root -> new TrustAnchor(root, null))
                .collect(Collectors.toSet());
    }

    private static void build(IssuedChain chain, Set<TrustAnchor> anchors, Instant now)
            throws CertPathBuilderException {
        try {
            CertPathBuilder.getInstance("PKIX").build(parameters(chain, anchors, now));
        } catch (InvalidAlgorithmParameterException | NoSuchAlgorithmException e) {
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
