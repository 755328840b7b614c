package signet.signer.pkcs11.pin;

import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the file of {@link PinMemory} holds. Immutable.
 *
 * @param salt the salt of all hashes, base64
 * @param hash how expensive they are
 * @param entries the PINs
 */
record MemoryContents(String salt, SlowHash hash, List<SentPin> entries) {

    private static final int SALT_BYTES = 16;
    private static final int MIN_ITERATIONS = 1000;
    private static final int MAX_ITERATIONS = 10_000_000;

    MemoryContents {
        entries = List.copyOf(entries);
    }

    static MemoryContents empty(SlowHash hash) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new MemoryContents(Base64.getEncoder().encodeToString(salt), hash, List.of());
    }

    static MemoryContents of(JsonObject object) throws JsonException {
        if (object.number("version").orElse(0) != 1) {
            throw new JsonException("not of version 1");
        }
        long iterations = object.number("iterations").orElse(0);
        if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
            throw new JsonException("\"iterations\" is out of range");
        }
        List<SentPin> entries = new ArrayList<>();
        for (JsonObject entry : object.objects("entries")) {
            entries.add(SentPin.of(entry));
        }
        String salt = object.requiredString("salt");
        try {
            byte[] _ = Base64.getDecoder().decode(salt);
        } catch (IllegalArgumentException e) {
            throw new JsonException("\"salt\" is not base64");
        }
        return new MemoryContents(salt, new SlowHash((int) iterations), entries);
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("version", 1)
                .put("salt", salt)
                .put("iterations", hash.iterations())
                .putObjects("entries", entries.stream().map(SentPin::toJson).toList())
                .build();
    }

    String hashOf(Pin pin, TokenIdentity token) {
        return hash.of(pin, Base64.getDecoder().decode(salt), token);
    }

    Optional<SentPin> find(TokenIdentity token, String hashed) {
        return entries.stream().filter(entry -> entry.is(token, hashed)).findAny();
    }

    long count(TokenIdentity token) {
        return entries.stream().filter(entry -> entry.token().equals(token)).count();
    }

    MemoryContents with(SentPin entry) {
        List<SentPin> changed = new ArrayList<>(without(entry).entries());
        changed.add(entry);
        return new MemoryContents(salt, hash, changed);
    }

    MemoryContents without(SentPin entry) {
        return without(other -> other.is(entry.token(), entry.hash()));
    }

    MemoryContents without(Predicate<SentPin> which) {
        return new MemoryContents(salt, hash, entries.stream().filter(which.negate()).toList());
    }
}
