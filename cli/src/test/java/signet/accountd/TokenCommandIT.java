package signet.accountd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import signet.jose.JsonObject;

import java.nio.file.Path;

/** The token commands as processes, with a token helper that fails as told. */
class TokenCommandIT {

    @TempDir private Path folder;
    private FakeToken token;

    @BeforeEach
    void makeAToken() throws Exception {
        token = new FakeToken(folder);
    }

    @Test
    void oneBrokenModuleDoesNotStopTheList() throws Exception {
        Accountd.Result result = token.token("list", "/broken.so", "/empty.so", "/m.so");

        assertThat(result)
                .isEqualTo(
                        new Accountd.Result(
                                0,
                                """
                                Module /broken.so
                                  can't be used: the token's helper ended early (killed by signal \
                                11); see the log
                                Module /empty.so
                                  no token
                                Module /m.so
                                  Token "acme", serial 0042, Maker M1, slot 0
                                    PIN: needed, a wrong PIN was counted
                                    Warning: be careful
                                    Key pkcs11:token=acme;id=%01
                                      EC P-256, label "\\u001b[31m", no certificate, PIN for each \
                                signature, usable as ES256
                                """));
        assertThat(token.heard("pin")).isZero();
    }

    @Test
    void theListIsJsonWhereProgramsReadIt() throws Exception {
        Accountd.Result result = token.token("list", "--json", "/broken.so", "/m.so");
        var modules = JsonObject.parse(result.output()).objects("modules");

        assertThat(modules.get(0).string("failure").orElseThrow()).contains("signal 11");
        JsonObject listed = modules.get(1).objects("tokens").getFirst();
        assertThat(listed.string("pin-state")).contains("count-low");
        assertThat(listed.objects("keys").getFirst().string("uri"))
                .contains("pkcs11:token=acme;id=%01");
    }

    @Test
    void checkTellsWhatIsKnownOfTheKey() throws Exception {
        Accountd.Result result = token.token("check", token.uri());

        assertThat(result.status()).isZero();
        assertThat(result.output())
                .contains("Engine:     native, CKM_ECDSA (no certificate)")
                .contains("PIN:        once, at the login")
                .contains("Time:       1.5 to 99.9 ms per signature")
                .contains("Touch:      not needed");
        assertThat(JsonObject.parse(token.token("check", "--json", token.uri()).output()))
                .hasToString(
                        "{\"uri\":\"pkcs11:token=acme\",\"token\":{\"label\":\"acme\","
                                + "\"serial\":\"0042\",\"manufacturer\":\"Maker\",\"model\":\"M1\","
                                + "\"slot\":0,\"library\":\"L\",\"login\":\"pin\","
                                + "\"pin-state\":\"ok\",\"warnings\":[]},\"engine\":\"native\","
                                + "\"engine-reason\":\"no certificate\","
                                + "\"mechanism\":\"CKM_ECDSA\",\"algorithm\":\"ES256\","
                                + "\"sessions\":4,\"always-authenticate\":false,"
                                + "\"signature-micros\":[1500,99949],\"warnings\":[]}");
    }

    @Test
    void keygenTellsTheUriOfTheNewKey() throws Exception {
        Accountd.Result result =
                token.token("keygen", "--token=" + token.uri(), "--type=ES256", "--id=02");

        assertThat(result.status()).isZero();
        assertThat(result.output()).contains("pkcs11:token=acme;id=%02");
        assertThat(token.heard("pin 1234")).isEqualTo(1);
    }

    @Test
    void wrongArgumentsAreExplained() throws Exception {
        assertThat(token.run(token.command("token")))
                .isEqualTo(
                        new Accountd.Result(
                                1,
                                """
                                Error: one of list, keygen, check and forget-pin is missing
                                Try 'signet-accountd token --help' for more information.
                                """));
        Accountd.Result result =
                token.token("keygen", "--token=pkcs11:", "--type=ES256", "--id=xyz");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).contains("in hexadecimal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "keygen", "check", "forget-pin"})
    void eachCommandHasHelpWithAnExample(String command) throws Exception {
        Accountd.Result result = token.run(token.command("token", command, "--help"));

        assertThat(result.status()).isZero();
        assertThat(result.output())
                .contains("Example")
                .contains("signet-accountd token " + command);
    }
}
