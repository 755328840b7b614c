package signet.acme;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Objects of a CA: no URL that is not https is ever followed, and no text steers a terminal. */
final class ResourceFuzzTest {

    private static final URI HERE = URI.create("https://ca.example/here");

    /** Makes a resource of a JSON object. */
    private interface Reader<T> {
        T read(JsonObject json) throws MalformedResourceException;
    }

    @FuzzTest
    void resource(byte[] input) throws MalformedResourceException {
        JsonObject json;
        try {
            json = JsonObject.parse(new String(input, StandardCharsets.UTF_8));
        } catch (JsonException e) {
            return;
        }
        assertPrintable(Problem.fromJson(json).describe());
        read(json, Directory::fromJson).ifPresent(ResourceFuzzTest::check);
        read(json, object -> Order.fromJson(HERE, object)).ifPresent(ResourceFuzzTest::check);
        read(json, object -> Authorization.fromJson(HERE, object))
                .ifPresent(ResourceFuzzTest::check);
        read(json, object -> Account.fromJson(HERE, object))
                .ifPresent(account -> account.contact().forEach(ResourceFuzzTest::assertPrintable));
        Optional<Identifier> identifier = read(json, Identifier::fromJson);
        if (identifier.isPresent()) {
            check(identifier.get());
            assertThat(Identifier.fromJson(identifier.get().toJson())).isEqualTo(identifier.get());
        }
    }

    private static <T> Optional<T> read(JsonObject json, Reader<T> reader) {
        try {
            return Optional.of(reader.read(json));
        } catch (MalformedResourceException e) {
            assertPrintable(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static void check(Directory directory) {
        Stream.of(
                        directory.newNonce(),
                        directory.newAccount(),
                        directory.newOrder(),
                        directory.revokeCert())
                .forEach(ResourceFuzzTest::assertSafe);
        directory.keyChange().ifPresent(ResourceFuzzTest::assertSafe);
        directory.meta().termsOfService().ifPresent(ResourceFuzzTest::assertPrintable);
        directory.meta().website().ifPresent(ResourceFuzzTest::assertPrintable);
        directory.meta().caaIdentities().forEach(ResourceFuzzTest::assertPrintable);
    }

    private static void check(Order order) {
        assertThat(order.authorizations()).isNotEmpty();
        order.authorizations().forEach(ResourceFuzzTest::assertSafe);
        assertSafe(order.finalizeUrl());
        order.certificate().ifPresent(ResourceFuzzTest::assertSafe);
        order.identifiers().forEach(ResourceFuzzTest::check);
        order.error().map(Problem::describe).ifPresent(ResourceFuzzTest::assertPrintable);
    }

    private static void check(Authorization authorization) {
        check(authorization.identifier());
        for (Challenge challenge : authorization.challenges()) {
            assertSafe(challenge.url());
            assertPrintable(challenge.type());
            // It becomes a file name and a part of a URL.
            challenge.token().ifPresent(token -> assertThat(token).matches("[A-Za-z0-9_-]{1,128}"));
            assertThat(challenge.token().isPresent())
                    .isEqualTo(
                            List.of("http-01", "dns-01", "tls-alpn-01").contains(challenge.type()));
        }
    }

    private static void check(Identifier identifier) {
        assertPrintable(identifier.toString());
        if (identifier.type().equals("dns")) {
            assertThat(identifier.value()).matches("[a-z0-9_.*-]{1,253}");
        } else if (identifier.type().equals("ip")) {
            assertThat(identifier.value()).matches("[0-9a-f.:]+");
        }
    }

    private static void assertSafe(URI url) {
        assertThat(url.getScheme()).isEqualToIgnoringCase("https");
        assertThat(url.getHost()).isNotEmpty();
        assertThat(url.getRawAuthority()).doesNotContain("@");
        assertThat(url.toString()).matches("\\S{1,2048}");
    }

    private static void assertPrintable(String text) {
        assertThat(text.chars().anyMatch(Character::isISOControl)).as(text).isFalse();
    }
}
