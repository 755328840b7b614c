package signet.accountd;

import signet.jose.Base64Url;
import signet.signer.SignerException;
import signet.signer.remote.RemoteTimeouts;
import signet.signer.remote.SignerConnection;
import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A signer whose policy has a person asked, by a program that notes each question in a file and
 * always says the same; and clients that want something.
 */
final class AskingAccountd implements AutoCloseable {

    static final String ACCOUNT = "https://ca.example/acct/1";

    private final Path folder;
    private final Path socket;
    private final TestProcess process;

    private AskingAccountd(Path folder, Path socket, TestProcess process) {
        this.folder = folder;
        this.socket = socket;
        this.process = process;
    }

    /** What became of a request: why it was refused, or nothing where it was signed. */
    record Answer(String refusal) {
        boolean isSigned() {
            return refusal.isEmpty();
        }
    }

    /**
     * Starts one.
     *
     * @param yes what the person says
     * @param rule the lines of the only rule
     */
    static AskingAccountd start(Path folder, boolean yes, String rule) throws IOException {
        Path ask =
                Files.writeString(
                        folder.resolve("ask"),
                        "#!/bin/sh\nprintf '%s\\n' \"$1\" >> "
                                + folder.resolve("asked")
                                + "\nwhile [ ! -e "
                                + folder.resolve("go")
                                + " ]; do sleep 0.05; done\nexit "
                                + (yes ? 0 : 1)
                                + "\n");
        if (!ask.toFile().setExecutable(true)) {
            throw new IOException("can't make " + ask + " executable");
        }
        Path policy =
                Files.writeString(
                        folder.resolve("policy.conf"),
                        "[ca test]\ndirectory = https://ca.example/directory\n[allow test]\n"
                                + rule);
        Path config =
                Files.writeString(
                        folder.resolve("conf"),
                        String.join(
                                "\n",
                                "privkey = file:" + Accountd.key(folder, "ES256"),
                                "policy = " + policy,
                                "state = " + Files.createDirectory(folder.resolve("state")),
                                "approval-terminal = No",
                                "approval-command = " + ask,
                                ""));
        Path socket = folder.resolve("S");
        TestProcess process = Accountd.start(folder, "--config=" + config, "--socket=" + socket);
        process.awaitText("Listening on " + socket, Accountd.LONG);
        return new AskingAccountd(folder, socket, process);
    }

    /** Lets the person answer, now and from now on. */
    void answer() throws IOException {
        Files.writeString(folder.resolve("go"), "");
    }

    /** Returns what the person was asked. */
    List<String> asked() throws IOException {
        Path asked = folder.resolve("asked");
        return Files.exists(asked) ? Files.readAllLines(asked) : List.of();
    }

    String log() throws IOException {
        return process.text();
    }

    Answer request(String payload) throws SignerException {
        return request(ACCOUNT, payload);
    }

    Answer request(String url, String payload) throws SignerException {
        try (SignerConnection connection = SignerConnection.open(socket, RemoteTimeouts.DEFAULT)) {
            return sign(connection, url, payload);
        }
    }

    private static Answer sign(SignerConnection connection, String url, String payload)
            throws SignerException {
        try {
            byte[] _ = connection.sign(base64(header(url)) + "." + base64(payload));
            return new Answer("");
        } catch (SignerException.Refused e) {
            return new Answer(String.valueOf(e.getMessage()));
        }
    }

    /** Sends all from threads of their own; the person answers when all are under way. */
    List<Answer> atOnce(List<String> payloads) throws Exception {
        CountDownLatch connected = new CountDownLatch(payloads.size());
        List<Callable<Answer>> clients = new ArrayList<>();
        for (String payload : payloads) {
            clients.add(
                    () -> {
                        try (SignerConnection connection =
                                SignerConnection.open(socket, RemoteTimeouts.DEFAULT)) {
                            connected.countDown();
                            connected.await();
                            return sign(connection, ACCOUNT, payload);
                        }
                    });
        }
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(payloads.size())) {
            List<Future<Answer>> futures = clients.stream().map(threads::submit).toList();
            process.await("a question", Accountd.LONG, () -> !asked().isEmpty());
            answer();
            for (Future<Answer> future : futures) {
                answers.add(future.get());
            }
        }
        return answers;
    }

    private static String header(String url) {
        return "{\"alg\":\"ES256\",\"kid\":\""
                + ACCOUNT
                + "\",\"nonce\":\"n\",\"url\":\""
                + url
                + "\"}";
    }

    private static String base64(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        process.close();
    }
}
