package signet.acme;

import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

import java.io.IOException;
import java.security.KeyPair;
import java.util.List;

/** Makes certificate signing requests. */
public final class TestCsr {

    private TestCsr() {}

    /** Returns a PKCS#10 request in DER. */
    public static byte[] of(KeyPair key, List<Identifier> identifiers)
            throws IOException, OperatorCreationException {
        GeneralName[] names =
                identifiers.stream()
                        .map(
                                id ->
                                        new GeneralName(
                                                id.type().equals("ip")
                                                        ? GeneralName.iPAddress
                                                        : GeneralName.dNSName,
                                                id.value()))
                        .toArray(GeneralName[]::new);
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        return new JcaPKCS10CertificationRequestBuilder(new X500Name(""), key.getPublic())
                .addAttribute(
                        PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()))
                .getEncoded();
    }
}
