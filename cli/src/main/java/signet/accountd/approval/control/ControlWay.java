package signet.accountd.approval.control;

import signet.accountd.approval.ApprovalLog;
import signet.accountd.approval.Leases;
import signet.accountd.approval.Person;
import signet.accountd.approval.Question;
import signet.accountd.approval.Way;
import signet.jose.JsonObject;
import signet.signer.deadline.DeadlineTimer;
import signet.signer.server.SocketFile;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Has persons answer over a UNIX-domain socket. Each connection is for one request, and has a few
 * seconds for it. Thread-safe.
 */
public final class ControlWay implements Way {

    private static final int CONNECTIONS = 16;

    private final SocketFile socket;
    private final Approvers approvers;
    private final OpenQuestions questions;
    private final ApprovalLog log;
    private final DeadlineTimer timer = new DeadlineTimer();
    private final Semaphore slots = new Semaphore(CONNECTIONS, true);

    private ControlWay(
            SocketFile socket, Approvers approvers, OpenQuestions questions, ApprovalLog log) {
        this.socket = socket;
        this.approvers = approvers;
        this.questions = questions;
        this.log = log;
    }

    /**
     * Makes the socket, and begins to serve it.
     *
     * @throws IOException where the place is not fit; the message says what to do
     */
    public static ControlWay open(
            ControlPlace place, Approvers approvers, Leases leases, ApprovalLog log)
            throws IOException {
        ControlWay way =
                new ControlWay(place.bind(), approvers, new OpenQuestions(leases, log), log);
        Thread.ofPlatform().daemon().name("approval-socket").start(way::serve);
        return way;
    }

    @Override
    public String name() {
        return "\"approval-socket\"";
    }

    @Override
    public Set<Person> persons() {
        return approvers.persons();
    }

    @Override
    public boolean showsPresence() {
        return false;
    }

    @Override
    public void ask(Question question) {
        questions.add(question);
    }

    private void serve() {
        while (socket.channel().isOpen()) {
            try {
                slots.acquire();
                start(socket.channel().accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException e) {
                slots.release();
                log.warning(name() + " can't accept a connection: " + e.getMessage());
                if (!paused()) {
                    return;
                }
            }
        }
    }

    /** Most likely no descriptor is left; there may be one in a moment. */
    private static boolean paused() {
        try {
            Thread.sleep(1000);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void start(SocketChannel channel) {
        Optional<Person> person = ControlSession.person(channel);
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (channel) {
                                if (person.isPresent()) {
                                    new ControlSession(channel, timer, person.get()).run(this);
                                }
                            } catch (IOException e) {
                                // Closed is closed.
                            } finally {
                                slots.release();
                            }
                        });
    }

    /** Says why a person may not ask anything; empty where she may. */
    Optional<String> objection(Person person) {
        return approvers.include(person)
                ? Optional.empty()
                : Optional.of(
                        "user "
                                + person.name()
                                + " may not approve; \"approvers\" in the configuration of"
                                + " signet-accountd names who may");
    }

    JsonObject answer(ControlRequest request, Person person) {
        return questions.answer(request, person, this);
    }

    @Override
    public void close() {
        timer.close();
        try {
            socket.close();
        } catch (IOException e) {
            log.warning("can't remove " + name() + ": " + e.getMessage());
        }
    }
}
