package signet.accountd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.signer.SignatureAlgorithm;
import signet.signer.SignerException;
import signet.signer.remote.RemoteTimeouts;
import signet.signer.remote.SignerConnection;
import signet.testing.TestProcess;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** signet-accountd as a process, with a token helper that fails as told. */
class TokenServiceIT {

    @TempDir private Path folder;
    private FakeToken token;

    @BeforeEach
    void makeAToken() throws Exception {
        token = new FakeToken(folder);
    }

    private byte[] sign(SignerConnection connection) throws SignerException {
        return connection.sign(Requests.challenge(SignatureAlgorithm.ES256, "https://ca/chall/1"));
    }

    private SignerConnection connect() throws SignerException {
        return SignerConnection.open(token.socket(), RemoteTimeouts.DEFAULT);
    }

    @Test
    void aWrongPinIsSentOnceOverThreeStartsAndTheStatusTellsNotToStartAgain() throws Exception {
        token.pin("987654");
        for (int start = 0; start < 3; start++) {
            Accountd.Result result = token.run(token.serve());
            assertThat(result.status()).isEqualTo(77);
            assertThat(result.output())
                    .contains(start == 0 ? "the PIN is wrong" : "refused this PIN")
                    .doesNotContain("987654");
        }
        assertThat(token.heard("start")).isEqualTo(3);
        assertThat(token.heard("pin")).isEqualTo(1);

        token.pin("1234");
        try (TestProcess accountd = token.start(token.serve())) {
            accountd.awaitText("Listening on", Accountd.LONG);
        }
    }

    @Test
    void thePersonWhoResetThePinToThisValueCanSaySo() throws Exception {
        token.pin("987654");
        assertThat(token.run(token.serve()).status()).isEqualTo(77);

        assertThat(token.token("forget-pin", "--serial=0042"))
                .isEqualTo(new Accountd.Result(0, "Forgot 1 refused PIN(s).\n"));
        token.control("pin=987654");
        try (TestProcess accountd = token.start(token.serve())) {
            accountd.awaitText("Listening on", Accountd.LONG);
        }
    }

    @Test
    void aLockedTokenIsSentNothing() throws Exception {
        token.control("pin-state=locked");
        Accountd.Result result = token.run(token.serve("--last-try"));

        assertThat(result.status()).isEqualTo(77);
        assertThat(result.output()).contains("is locked").contains("PUK");
        assertThat(token.heard("pin")).isZero();
    }

    @Test
    void theLastTryNeedsTheOptionWhereThereIsNoTerminal() throws Exception {
        token.control("pin-state=final-try");
        Accountd.Result result = token.run(token.serve());
        assertThat(result.status()).isEqualTo(77);
        assertThat(result.output()).contains("--last-try");
        assertThat(token.heard("pin")).isZero();

        try (TestProcess accountd = token.start(token.serve("--last-try"))) {
            accountd.awaitText("Listening on", Accountd.LONG);
        }
        assertThat(token.heard("pin 1234")).isEqualTo(1);
    }

    @Test
    void theLastTryIsAskedForOnTheTerminal() throws Exception {
        token.control("pin-state=final-try");
        assertThat(expect("no")).isEqualTo(1);
        assertThat(token.heard("pin")).isZero();
        assertThat(expect("yes")).isZero();
        assertThat(token.heard("pin 1234")).isEqualTo(1);
    }

    private int expect(String answer) throws Exception {
        Path script =
                Files.writeString(
                        folder.resolve("s"),
                        """
                        set timeout 60
                        spawn {*}$argv
                        expect "Type \\"yes\\" to go on: "
                        send "%s\\r"
                        expect {
                            "Listening on" { close; wait; exit 0 }
                            eof { exit 1 }
                            timeout { exit 2 }
                        }
                        """
                                .replace("%s", answer));
        List<String> command = token.serve();
        command.addAll(0, List.of("expect", "-f", script.toString(), "--"));
        try (TestProcess expect = TestProcess.start(folder.resolve("output"), command)) {
            return expect.awaitExit(Accountd.LONG);
        }
    }

    @Test
    void withoutTheCardAtTheStartTheReasonIsTold() throws Exception {
        token.control("open=absent");
        assertThat(token.run(token.serve()))
                .isEqualTo(new Accountd.Result(255, "Error: no token with serial 0042\n"));
    }

    @Test
    void aRequestThatWaitsForATouchIsShownAlsoWhereItIsToBeQuiet() throws Exception {
        token.config("token-timeout = 4");
        try (TestProcess accountd = token.start(token.serve("--quiet"))) {
            accountd.await("the socket", Accountd.LONG, () -> Files.exists(token.socket()));
            try (SignerConnection connection = connect()) {
                token.control("sign=hang");
                assertThatThrownBy(() -> sign(connection))
                        .isInstanceOf(SignerException.TokenUnavailable.class)
                        .hasMessageContaining("no answer within 4 s");
                assertThat(accountd.text())
                        .contains(
                                "[0] Waiting for the signer since 2 s: challenge"
                                        + " https://ca/chall/1");
                token.control();
                assertThat(sign(connection)).hasSize(64);
            }
        }
        assertThat(token.heard("start")).isEqualTo(2);
    }

    @Test
    void clientsLiveOnWhenTheModuleCrashes() throws Exception {
        try (TestProcess accountd = token.start(token.serve())) {
            accountd.awaitText("Listening on", Accountd.LONG);
            try (SignerConnection connection = connect()) {
                token.control("sign=crash");
                assertThatThrownBy(() -> sign(connection))
                        .isInstanceOf(SignerException.TokenUnavailable.class)
                        .hasMessageContaining("killed by signal 11");
                token.control();
                assertThat(sign(connection)).hasSize(64);
            }
            accountd.signal("TERM");
            assertThat(accountd.awaitExit(Accountd.LONG)).isZero();
        }
    }

    @Test
    void theAskpassProgramIsAskedByTheConfiguration() throws Exception {
        Path ask = Files.writeString(folder.resolve("ask"), "#!/bin/sh\necho 1234\n");
        Files.setPosixFilePermissions(
                ask, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        token.config("askpass = " + ask, "pin-policy = ask");
        List<String> command =
                token.command(
                        "--config=" + folder.resolve("conf"),
                        "--privkey=pkcs11:token=acme?module-path=/m.so",
                        "--socket=" + token.socket());
        try (TestProcess accountd = token.start(command)) {
            accountd.awaitText("Listening on", Accountd.LONG);
        }
        assertThat(token.heard("pin 1234")).isEqualTo(1);
    }
}
