package signet.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import signet.libc.CFunction;
import signet.testing.Eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** With a real pipe: which thread is woken is decided by the kernel. */
@Timeout(60)
class EpollArrivalsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** Of the threads that wait, also for the kernel. */
    private static final String NAME = "waits";

    /** epoll_wait(2) and epoll_pwait(2) on x86-64, and what both are on AArch64. */
    private static final Set<String> EPOLL_WAIT = Set.of("232", "281", "22");

    private static final CFunction PIPE = CFunction.returningInt("pipe");
    private static final CFunction CLOSE = CFunction.returningInt("close");

    private int in;
    private int out;
    private boolean closed;

    @BeforeEach
    void makePipe() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
            assertThat(PIPE.call(ends.address())).isZero();
            in = ends.getAtIndex(ValueLayout.JAVA_INT, 0);
            out = ends.getAtIndex(ValueLayout.JAVA_INT, 1);
        }
        LibC.neverWait(in);
    }

    @AfterEach
    void endThreads() {
        closeOut();
    }

    private void closeOut() {
        if (!closed) {
            closed = true;
            assertThat(CLOSE.call(out)).isZero();
        }
    }

    private void send(String text) throws IOException {
        new NativeOutput(out).write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void start(Arrivals.Place place, Runnable then) {
        Thread.ofPlatform()
                .daemon()
                .name(NAME)
                .start(
                        () -> {
                            try {
                                place.await();
                                then.run();
                            } catch (IOException e) {
                                throw new AssertionError(e);
                            }
                        });
    }

    @Test
    void whatArrivesWakesOneThread() throws IOException {
        EpollArrivals arrivals = EpollArrivals.of(in);
        AtomicInteger awake = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            start(arrivals.newPlace(), awake::incrementAndGet);
        }
        awaitAsleep(20);
        for (int i = 1; i <= 10; i++) {
            int woken = i;
            send("x");
            Eventually.await("a thread", SOON, () -> awake.get() >= woken);
            assertThat(awake).hasValue(woken);
        }
        arrivals.leaveSome();
        Eventually.await("another thread", SOON, () -> awake.get() > 10);
        assertThat(awake).hasValue(11);
        closeOut();
        Eventually.await("all threads", SOON, () -> awake.get() == 20);
    }

    private static void awaitAsleep(int count) {
        Eventually.await("the threads to wait", SOON, () -> asleep() == count);
    }

    private static long asleep() {
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            return threads.filter(EpollArrivalsTest::isAsleep).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAsleep(Path thread) {
        try {
            String call = Files.readString(thread.resolve("syscall"));
            return Files.readString(thread.resolve("comm")).strip().equals(NAME)
                    && EPOLL_WAIT.contains(call.split(" ", 2)[0]);
        } catch (IOException e) {
            // It has just ended.
            return false;
        }
    }

    @Test
    void whatWasLeftIsFoundByWhoComesLater() throws Exception {
        EpollArrivals arrivals = EpollArrivals.of(in);
        arrivals.leaveSome();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        start(arrivals.newPlace(), first::countDown);
        first.await();
        // It is not left any more.
        start(arrivals.newPlace(), second::countDown);
        awaitAsleep(1);
        assertThat(second.getCount()).isEqualTo(1);
    }

    /** Works on a line until it is let go. */
    private static final class Workshop implements LineSink {
        private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
        private final CountDownLatch go = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public Optional<Runnable> line(byte[] line) {
            return Optional.of(
                    () -> {
                        begun.add(new String(line, StandardCharsets.US_ASCII));
                        try {
                            go.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
        }

        @Override
        public void end(Optional<String> violation) {
            assertThat(violation).isEmpty();
            ended.countDown();
        }
    }

    @Test
    void linesThatComeTogetherAreWorkedOnAtTheSameTimeAndTheEndIsSeen() throws Exception {
        Workshop workshop = new Workshop();
        LineInput lines = new LineInput(new NativeInput(in), 100);
        Inbox inbox = new Inbox(lines, EpollArrivals.of(in), workshop, () -> {});
        inbox.start();
        inbox.redirect(workshop, 4);
        send("1\n2\n3\n4");
        assertThat(three(workshop)).containsExactlyInAnyOrder("1", "2", "3");
        send("\n");
        assertThat(workshop.begun.take()).isEqualTo("4");
        closeOut();
        workshop.ended.await();
        workshop.go.countDown();
    }

    private static String[] three(Workshop workshop) throws InterruptedException {
        return new String[] {workshop.begun.take(), workshop.begun.take(), workshop.begun.take()};
    }

    @Test
    void manyLinesAreAllTaken() throws Exception {
        Workshop workshop = new Workshop();
        workshop.go.countDown();
        LineInput lines = new LineInput(new NativeInput(in), 100);
        Inbox inbox = new Inbox(lines, EpollArrivals.of(in), workshop, () -> {});
        inbox.start();
        inbox.redirect(workshop, 3);
        for (int i = 0; i < 2_000; i++) {
            send(i % 7 == 0 ? i + "\n" + i + "\n" : i + "\n");
            workshop.begun.take();
            if (i % 7 == 0) {
                workshop.begun.take();
            }
        }
        assertThat(workshop.begun).isEmpty();
    }
}
