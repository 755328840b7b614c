package signet.accountd.approval.control;

import jdk.net.ExtendedSocketOptions;

import signet.accountd.approval.Person;
import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.signer.deadline.DeadlineTimer;
import signet.signer.deadline.Watch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/**
 * One connection of a person.
 *
 * @param channel the connection, in blocking mode; its owner closes it
 * @param timer ends it where the other side is slow
 * @param person who is at the other end, as the kernel says
 */
record ControlSession(SocketChannel channel, DeadlineTimer timer, Person person) {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MAX_REQUEST = 1024;

    /** Returns who is at the other end of a socket; empty where it is gone already. */
    static Optional<Person> person(SocketChannel channel) {
        try {
            return Optional.of(
                    new Person(channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Reads one request and answers it. */
    void run(ControlWay way) throws IOException {
        try (Watch _ = timer.watch(LIMIT, this::close)) {
            InputStream in = Channels.newInputStream(channel);
            OutputStream out = Channels.newOutputStream(channel);
            Optional<String> objection = way.objection(person);
            if (objection.isPresent()) {
                Lines.write(out, error(objection.get()));
                return;
            }
            Lines.write(out, answer(way, Lines.read(in, MAX_REQUEST)));
        }
    }

    private JsonObject answer(ControlWay way, String line) {
        try {
            return way.answer(ControlRequest.parse(line), person);
        } catch (JsonException e) {
            return error("malformed request: " + e.getMessage());
        }
    }

    private static JsonObject error(String message) {
        return JsonObject.builder().put("error", message).build();
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Closed is closed.
        }
    }
}
