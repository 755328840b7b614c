package signet.master.certificate;

import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;

import signet.config.CertificateConfig;
import signet.config.ConfigException;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes the extensions that a request asks for, from OpenSSL's text forms. */
final class RequestExtensions {

    /** RFC 7633 section 6. */
    private static final ASN1ObjectIdentifier TLS_FEATURE =
            new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24");

    private static final Map<String, Integer> FEATURES =
            Map.of("status_request", 5, "status_request_v2", 17);

    private static final Map<String, Integer> USAGES =
            Map.of(
                    "digitalSignature", KeyUsage.digitalSignature,
                    "nonRepudiation", KeyUsage.nonRepudiation,
                    "keyEncipherment", KeyUsage.keyEncipherment,
                    "dataEncipherment", KeyUsage.dataEncipherment,
                    "keyAgreement", KeyUsage.keyAgreement,
                    "encipherOnly", KeyUsage.encipherOnly,
                    "decipherOnly", KeyUsage.decipherOnly);

    private final CertificateConfig config;

    RequestExtensions(CertificateConfig config) {
        this.config = config;
    }

    Extensions make(SubjectPublicKeyInfo key, List<RequestedName> names)
            throws ConfigException, IOException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        extensions.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new BcX509ExtensionUtils().createSubjectKeyIdentifier(key));
        Optional<KeyUsage> usage = keyUsage();
        if (usage.isPresent()) {
            extensions.addExtension(Extension.keyUsage, true, usage.get());
        }
        extensions.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(
                        names.stream()
                                .map(RequestExtensions::generalName)
                                .toArray(GeneralName[]::new)));
        Optional<DERSequence> features = tlsFeature();
        if (features.isPresent()) {
            extensions.addExtension(TLS_FEATURE, false, features.get());
        }
        return extensions.generate();
    }

    private static GeneralName generalName(RequestedName name) {
        int type =
                switch (name.kind()) {
                    case DNS -> GeneralName.dNSName;
                    case IP -> GeneralName.iPAddress;
                };
        return new GeneralName(type, name.value());
    }

    private Optional<KeyUsage> keyUsage() throws ConfigException {
        if (config.keyUsage().isEmpty()) {
            return Optional.empty();
        }
        int bits = 0;
        for (String word : config.keyUsage().get().split(",", -1)) {
            String usage = word.strip();
            Integer bit = USAGES.get(usage);
            if (usage.equals("keyCertSign") || usage.equals("cRLSign")) {
                throw config.error("keyUsage", usage + " is for CAs only; remove it");
            }
            // Always critical, said or not.
            if (bit == null && !usage.equals("critical")) {
                throw config.error(
                        "keyUsage",
                        String.format(
                                Locale.ROOT,
                                "unknown usage \"%s\"; there are %s",
                                usage,
                                String.join(", ", USAGES.keySet().stream().sorted().toList())));
            }
            bits |= bit == null ? 0 : bit;
        }
        if (bits == 0) {
            throw config.error("keyUsage", "names no usage; name one, or remove the key");
        }
        return Optional.of(new KeyUsage(bits));
    }

    private Optional<DERSequence> tlsFeature() throws ConfigException {
        if (config.tlsFeature().isEmpty()) {
            return Optional.empty();
        }
        ASN1EncodableVector features = new ASN1EncodableVector();
        for (String word : config.tlsFeature().get().split(",", -1)) {
            features.add(new ASN1Integer(feature(word.strip())));
        }
        return Optional.of(new DERSequence(features));
    }

    private int feature(String word) throws ConfigException {
        Integer known = FEATURES.get(word);
        if (known != null) {
            return known;
        }
        if (word.matches("[0-9]{1,5}") && Integer.parseInt(word) <= 0xffff) {
            return Integer.parseInt(word);
        }
        throw config.error(
                "tlsfeature",
                String.format(
                        Locale.ROOT,
                        "unknown feature \"%s\"; there are status_request, status_request_v2, and"
                                + " numbers from 0 to 65535",
                        word));
    }
}
