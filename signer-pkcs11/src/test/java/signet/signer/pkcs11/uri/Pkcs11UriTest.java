package signet.signer.pkcs11.uri;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import signet.signer.SignerException;

import java.nio.file.Path;
import java.util.Optional;

class Pkcs11UriTest {

    @Test
    void readsEveryAttribute() throws Exception {
        Pkcs11Uri uri =
                Pkcs11Uri.parse(
                        "pkcs11:token=My%20token;manufacturer=Snake%20Oil;serial=0123;model=M;"
                            + "object=k;type=private;id=%00%FFa;slot-id=7;slot-description=d;"
                            + "slot-manufacturer=s;library-manufacturer=l;library-description=x;"
                            + "library-version=2.40?module-path=/a/b.so&module-name=b"
                            + "&pin-source=file:/run/pin");
        assertEquals(Optional.of("My token"), uri.get(PathAttribute.TOKEN));
        assertEquals(Optional.of("Snake Oil"), uri.get(PathAttribute.MANUFACTURER));
        assertEquals(Optional.of("0123"), uri.get(PathAttribute.SERIAL));
        assertEquals(Optional.of("7"), uri.get(PathAttribute.SLOT_ID));
        assertEquals(Optional.of("2.40"), uri.get(PathAttribute.LIBRARY_VERSION));
        assertArrayEquals(new byte[] {0, -1, 'a'}, uri.id().orElseThrow().bytes());
        assertEquals(Optional.of(Path.of("/a/b.so")), uri.modulePath());
        assertEquals(Optional.of("b"), uri.moduleName());
        assertEquals(Optional.of("file:/run/pin"), uri.pinSource());
        assertEquals(PathAttribute.values().length, uri.path().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pkcs11:",
                "pkcs11:token=The%20Software%20PKCS%2311%20Softtoken",
                "pkcs11:token=%C3%A4%3B%3F;object=a%26b;id=%01%AB;type=private",
                "pkcs11:object=?module-path=/usr/lib/x.so&pin-source=file:/p",
                "pkcs11:token=a%2Fb?module-path=/usr/lib/x.so",
                "pkcs11:id="
            })
    void printsACanonicalUriAsItWasRead(String text) throws Exception {
        assertEquals(text, Pkcs11Uri.parse(text).toString());
        assertEquals(Pkcs11Uri.parse(text), Pkcs11Uri.parse(Pkcs11Uri.parse(text).toString()));
    }

    @Test
    void printsWhatShellsAndConfigurationFilesWouldTakeForTheirOwnPercentEncoded()
            throws Exception {
        assertEquals(
                "pkcs11:token=a%27%24%28b%29%2A%21;object=x%3Dy",
                Pkcs11Uri.parse("object=x=y;token=a'$(b)*!").toString());
    }

    @Test
    void theSchemeMayBeMissingOrUpperCase() throws Exception {
        assertEquals(Pkcs11Uri.parse("pkcs11:token=a"), Pkcs11Uri.parse("token=a"));
        assertEquals(Pkcs11Uri.parse("pkcs11:token=a"), Pkcs11Uri.parse("PKCS11:token=a"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token=a;token=b | token is given twice",
                "id=%01;id=%01 | id is given twice",
                "token=a?module-name=a&module-name=b | module-name is given twice",
                "x-vendor=1 | x-vendor",
                "module-path=/a.so | put it behind a \"?\"",
                "token=%4 | two hexadecimal digits",
                "token=%GG | two hexadecimal digits",
                "token=a b | U+0020 must be percent-encoded",
                "token=ä | U+00E4 must be percent-encoded",
                "token=%FF | token: the value is not UTF-8",
                "token | not of the form name=value",
                "token=a; | an attribute is empty",
                "type=key | type must be private",
                "slot-id=x | slot-id must be a decimal number",
                "library-version=v1 | library-version must be",
                "token=a?module-path=b.so | module-path must be absolute",
                "token=a?module-path=/b%00.so | holds a NUL"
            })
    void refusesWhatIsNoUri(String text, String reason) {
        var refusal = assertThrows(SignerException.KeyNotFound.class, () -> Pkcs11Uri.parse(text));
        assertTrue(refusal.toString().contains(reason), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"token=a?pin-value=12345678", "token=a;pin-value=12345678"})
    void refusesThePinAndDoesNotRepeatIt(String text) {
        var refusal = assertThrows(SignerException.KeyNotFound.class, () -> Pkcs11Uri.parse(text));
        assertTrue(refusal.toString().contains("pin-source=file:"), refusal.getMessage());
        assertFalse(refusal.toString().contains("12345678"), refusal.getMessage());
    }

    @Test
    void passesOverUnknownQueryAttributes() throws Exception {
        assertEquals("pkcs11:token=a", Pkcs11Uri.parse("token=a?x-vendor=1").toString());
    }

    @Test
    void anAbsentAttributeAllowsForAllAndPaddingDoesNotCount() throws Exception {
        Pkcs11Uri uri = Pkcs11Uri.parse("token=a%20");
        assertTrue(uri.allows(PathAttribute.TOKEN, "a      "));
        assertFalse(uri.allows(PathAttribute.TOKEN, "ab"));
        assertTrue(uri.allows(PathAttribute.SERIAL, "1"));
        assertTrue(Pkcs11Uri.parse("serial=").allows(PathAttribute.SERIAL, "   "));
        assertFalse(Pkcs11Uri.parse("serial=").allows(PathAttribute.SERIAL, "1"));
    }
}
