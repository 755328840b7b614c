package signet.master.certificate;

import signet.master.certificate.RejectedChainException.Reason;

import java.nio.file.Path;
import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPath;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import javax.security.auth.x500.X500Principal;

/**
 * Builds and validates the path from a leaf to a root, RFC 5280 section 6. Where the certificates
 * allow for several, that one is taken whose end is the CA's: CAs send a root that is issued by an
 * older one for those who know that alone.
 */
final class PathVerifier {

    private static final int MAX_INTERMEDIATES = 8;

    private PathVerifier() {}

    /** Returns the certificates of the path, from the leaf to the one that the root has issued. */
    static List<X509Certificate> verify(IssuedChain chain, TrustRoots roots, Instant now)
            throws RejectedChainException {
        try {
            List<X509Certificate> last = List.of(chain.certificates().getLast());
            Optional<List<X509Certificate>> path =
                    path(chain, issuers(roots.roots().namedIn(last), last), now);
            // One name can be encoded in several ways: only where the named ones fail, all count.
            if (path.isEmpty()) {
                path = path(chain, roots.roots().namedIn(chain.certificates()), now);
            }
            return path.isPresent()
                    ? path.get()
                    : lastPath(chain, roots.file(), roots.roots().all(), now);
        } catch (CertificateException e) {
            throw new RejectedChainException(
                    Reason.UNTRUSTED,
                    "a root in " + roots.file() + " can't be read: " + e.getMessage(),
                    e);
        }
    }

    /** A root that has the name of the last one itself would end the path before it. */
    private static List<X509Certificate> issuers(
            List<X509Certificate> roots, List<X509Certificate> last) {
        X500Principal issuer = last.getFirst().getIssuerX500Principal();
        return roots.stream()
                .filter(root -> root.getSubjectX500Principal().equals(issuer))
                .toList();
    }

    private static Optional<List<X509Certificate>> path(
            IssuedChain chain, List<X509Certificate> roots, Instant now) {
        Set<TrustAnchor> anchors = anchors(roots, now);
        try {
            return anchors.isEmpty() ? Optional.empty() : Optional.of(build(chain, anchors, now));
        } catch (CertPathBuilderException e) {
            // There may be another root.
            return Optional.empty();
        }
    }

    private static List<X509Certificate> lastPath(
            IssuedChain chain, Path file, List<X509Certificate> roots, Instant now)
            throws RejectedChainException {
        Set<TrustAnchor> anchors = anchors(roots, now);
        if (anchors.isEmpty()) {
            throw new RejectedChainException(
                    Reason.UNTRUSTED, "every root in " + file + " has expired");
        }
        try {
            return build(chain, anchors, now);
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

    private static List<X509Certificate> build(
            IssuedChain chain, Set<TrustAnchor> anchors, Instant now)
            throws CertPathBuilderException {
        try {
            CertPath path =
                    CertPathBuilder.getInstance("PKIX")
                            .build(parameters(chain, anchors, now))
                            .getCertPath();
            // Empty where the leaf itself is a root.
            return path.getCertificates().isEmpty()
                    ? List.of(chain.leaf())
                    : path.getCertificates().stream().map(X509Certificate.class::cast).toList();
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
