package signet.accountd.approval;

import static org.assertj.core.api.Assertions.assertThat;

import static signet.accountd.approval.Fixtures.order;
import static signet.accountd.approval.Fixtures.request;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class QuestionTextTest {

    @Test
    void isPlain() {
        assertThat(QuestionText.of(order("web1", "b.example", "*.a.example")))
                .isEqualTo(
                        "new certificate for *.a.example, b.example, from web1 (socket), at Let's"
                                + " Encrypt: at most 7 signatures within 10 min");
        assertThat(QuestionText.of(request("web1", Optional.empty(), "keyChange", 2)))
                .isEqualTo(
                        "REPLACEMENT OF THE ACCOUNT KEY, from web1 (socket), at Let's Encrypt: at"
                                + " most 7 signatures within 10 min; 2 persons have to agree");
    }

    /** Nothing that a peer sends moves the cursor, or looks like what it is not. */
    @Test
    void showsNothingButPrintableAscii() {
        String text =
                QuestionText.of(
                        order(
                                "we\u001b[2Jb\n1",
                                "\u0440\u0430.example",
                                "a.example, from root",
                                "b\u202eexample"));

        assertThat(text)
                .matches("[\\x20-\\x7e]+")
                .contains("we\\u001b[2jb\\u000a1".replace("2j", "2J"))
                .contains("\\u0440\\u0430.example")
                .contains("a.example\\u002c\\u0020from\\u0020root")
                .contains("b\\u202eexample");
    }

    @Test
    void anUnknownOperationIsQuoted() {
        assertThat(QuestionText.of(request("web1", Optional.empty(), "-x\u0007", 1)))
                .startsWith("operation \"-x\\u0007\", from web1");
    }
}
