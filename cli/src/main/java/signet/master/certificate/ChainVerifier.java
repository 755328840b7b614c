package signet.master.certificate;

import signet.master.certificate.RejectedChainException.Reason;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges whether a chain is the one that was asked for and can be trusted: the leaf is for our key
 * and for exactly our names, is valid now, is a server's and no CA's, and leads to a root of
 * CAfile. The certificates that the CA sent along are used on the way, never as roots. Nothing is
 * fetched from a network, and revocation is not looked at: the certificate is seconds old.
 */
public final class ChainVerifier {

    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_USAGE = "2.5.29.37.0";
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int KEY_ENCIPHERMENT = 2;
    private static final int KEY_AGREEMENT = 4;

    private ChainVerifier() {}

    /**
     * Judges a chain.
     *
     * @param roots what it must lead to; empty to leave that out
     * @param now the time to judge at
     * @return the chain that was found good: the leaf and its issuers in their order, each once,
     *     without the root, and nothing else of what came with them. Without roots it is verified
     *     only that each has issued the one before it, and is a CA's
     * @throws RejectedChainException for the first thing that is not as it must be
     */
    public static IssuedChain verify(
            IssuedChain chain, WantedCertificate wanted, Optional<TrustRoots> roots, Instant now)
            throws RejectedChainException {
        X509Certificate leaf = chain.leaf();
        verifyKey(leaf, wanted);
        verifyNames(leaf, wanted);
        verifyTime(leaf, now);
        verifyPurpose(leaf);
        IssuedChain path =
                new IssuedChain(
                        roots.isPresent()
                                ? PathVerifier.verify(chain, roots.get(), now)
                                : UnverifiedPath.of(chain));
        path.requireUsableSize();
        return path;
    }

    private static void verifyKey(X509Certificate leaf, WantedCertificate wanted)
            throws RejectedChainException {
        byte[] found = leaf.getPublicKey().getEncoded();
        if (!Arrays.equals(found, wanted.subjectPublicKeyInfo())) {
            throw new RejectedChainException(
                    Reason.OTHER_KEY,
                    String.format(
                            Locale.ROOT,
                            "the certificate is for another key: SHA-256 of its public key is %s,"
                                    + " of ours %s",
                            Fingerprint.sha256(found),
                            Fingerprint.sha256(wanted.subjectPublicKeyInfo())));
        }
    }

    private static void verifyNames(X509Certificate leaf, WantedCertificate wanted)
            throws RejectedChainException {
        Optional<String> difference;
        try {
            difference = difference(CertificateNames.of(leaf), CertificateNames.of(wanted));
        } catch (CertificateParsingException e) {
            throw new RejectedChainException(
                    Reason.MALFORMED, "the certificate's names can't be read", e);
        }
        if (difference.isPresent()) {
            throw new RejectedChainException(
                    Reason.OTHER_NAMES, "the certificate is for other names: " + difference.get());
        }
    }

    /** Says how the names of a certificate differ from those wanted; empty where they do not. */
    static Optional<String> difference(Set<String> found, Set<String> wanted) {
        TreeSet<String> missing = new TreeSet<>(wanted);
        missing.removeAll(found);
        TreeSet<String> extra = new TreeSet<>(found);
        extra.removeAll(wanted);
        if (missing.isEmpty() && extra.isEmpty()) {
            return Optional.empty();
        }
        String without = missing.isEmpty() ? "" : "without " + String.join(", ", missing);
        String with = extra.isEmpty() ? "" : "with " + String.join(", ", extra);
        return Optional.of(without + (without.isEmpty() || with.isEmpty() ? "" : ", ") + with);
    }

    private static void verifyTime(X509Certificate leaf, Instant now)
            throws RejectedChainException {
        Instant from = leaf.getNotBefore().toInstant();
        Instant until = leaf.getNotAfter().toInstant();
        if (now.isBefore(from)) {
            throw new RejectedChainException(
                    Reason.NOT_YET_VALID,
                    "the certificate is valid only from "
                            + UtcTime.format(from)
                            + ", and here it is "
                            + UtcTime.format(now)
                            + "; is this machine's clock right?");
        }
        if (now.isAfter(until)) {
            throw new RejectedChainException(
                    Reason.EXPIRED,
                    "the certificate was valid until "
                            + UtcTime.format(until)
                            + ", and here it is "
                            + UtcTime.format(now)
                            + "; is this machine's clock right?");
        }
    }

    private static void verifyPurpose(X509Certificate leaf) throws RejectedChainException {
        if (leaf.getBasicConstraints() >= 0) {
            throw new RejectedChainException(
                    Reason.CA_CERTIFICATE, "the certificate is a CA's, not a server's");
        }
        List<String> extended;
        try {
            extended = leaf.getExtendedKeyUsage();
        } catch (CertificateParsingException e) {
            throw new RejectedChainException(
                    Reason.MALFORMED, "the certificate's extended key usage can't be read", e);
        }
        if (extended != null && !extended.contains(SERVER_AUTH) && !extended.contains(ANY_USAGE)) {
            throw new RejectedChainException(
                    Reason.NOT_FOR_SERVERS,
                    "the certificate's extended key usage lacks serverAuth: "
                            + String.join(", ", extended));
        }
        boolean[] usage = leaf.getKeyUsage();
        if (usage != null
                && !usage[DIGITAL_SIGNATURE]
                && !usage[KEY_ENCIPHERMENT]
                && !usage[KEY_AGREEMENT]) {
            throw new RejectedChainException(
                    Reason.NOT_FOR_SERVERS, "the certificate's key usage does not let TLS use it");
        }
    }
}
