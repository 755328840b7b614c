package signet.it;

import signet.accountd.csr.TestRequest;
import signet.testing.DerWriter;

import java.util.LinkedHashMap;
import java.util.Map;

/** Certificate requests that a signer takes for one thing, and a CA for another. */
final class TwoReadings {

    /** The one of them that is signed. */
    static final String GOOD = "a good request";

    private TwoReadings() {}

    /**
     * Returns requests for a name, which other readers take for other ones, or which ask for more
     * than a server needs; and a good one at last.
     */
    static Map<String, byte[]> of(String name) {
        TestRequest request = new TestRequest();
        byte[] subject = TestRequest.subject(name);
        byte[] evil = TestRequest.names("evil." + name);
        byte[] good = TestRequest.requesting(TestRequest.names(name));
        Map<String, byte[]> requests = new LinkedHashMap<>();
        requests.put(
                "a second list of extensions",
                request.with(subject, good, TestRequest.requesting(evil)));
        requests.put(
                "names in the second list alone",
                request.with(
                        subject,
                        TestRequest.requesting(
                                TestRequest.extension("2.5.29.19", DerWriter.sequence())),
                        TestRequest.requesting(evil)));
        requests.put(
                "a second value of the list",
                request.with(
                        subject,
                        TestRequest.attributeOf(
                                TestRequest.EXTENSION_REQUEST,
                                DerWriter.sequence(TestRequest.names(name)),
                                DerWriter.sequence(evil))));
        byte[] microsoft = TestRequest.attributeOf(TestRequest.MICROSOFT, DerWriter.sequence(evil));
        requests.put(
                "Microsoft's attribute beside a good one", request.with(subject, microsoft, good));
        requests.put("Microsoft's attribute", request.with(subject, microsoft));
        requests.put(
                "a CA",
                request.with(
                        subject,
                        TestRequest.requesting(
                                TestRequest.names(name),
                                TestRequest.extension(
                                        "2.5.29.19",
                                        DerWriter.sequence(
                                                DerWriter.element(1, new byte[] {-1}))))));
        requests.put(GOOD, request.with(subject, good));
        return requests;
    }
}
