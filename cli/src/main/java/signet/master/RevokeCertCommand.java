package signet.master;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import signet.control.ClientTask;
import signet.files.OpenFile;
import signet.files.Reason;
import signet.files.Trust;
import signet.files.TrustedFile;
import signet.master.challenge.NoChallenges;
import signet.master.run.Messages;
import signet.master.session.TaskResults;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;

/** Revokes certificates (RFC 8555 section 7.6). */
final class RevokeCertCommand implements Callable<Integer> {

    private static final int MAX_SIZE = 1 << 20;

    private final PositionalParamSpec files =
            PositionalParamSpec.builder()
                    .paramLabel("FILE")
                    .type(List.class)
                    .auxiliaryTypes(Path.class)
                    .converters(Path::of)
                    .arity("1..*")
                    .required(true)
                    .description("A certificate in PEM form; of a chain its first certificate.")
                    .build();

    private final CommandSpec spec =
            CommandModel.of(this, "revokeCert").aliases("revoke-cert").addPositional(files);

    private final GlobalOptions global;

    RevokeCertCommand(GlobalOptions global) {
        this.global = global;
        spec.usageMessage()
                .description(
                        "Revokes certificates with the account key. With the key of a certificate"
                                + " itself: run signet-accountd on that key, and give its socket.",
                        "")
                .footer("", "Example:", "  signet revokeCert /etc/ssl/www.example.org.pem");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws Exception {
        try (Invocation run = Invocation.open(global)) {
            List<ClientTask> tasks = new ArrayList<>();
            for (Path file : new LinkedHashSet<>(files.<List<Path>>getValue())) {
                tasks.add(new ClientTask.Revoke(file.toString(), certificate(file)));
            }
            Children children = new Children(run);
            Results results = new Results(run.messages());
            boolean well = children.converse(children.signer(), new NoChallenges(), tasks, results);
            return well && !results.failed ? 0 : 1;
        }
    }

    private static String certificate(Path file) throws IOException {
        try (OpenFile opened = TrustedFile.open(file, Trust.everybodys())) {
            byte[] bytes = opened.read(MAX_SIZE);
            return Base64.getEncoder()
                    .encodeToString(
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(new ByteArrayInputStream(bytes))
                                    .getEncoded());
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        } catch (FileSystemException e) {
            throw new IOException(file + ": " + Reason.of(e), e);
        } catch (CertificateException e) {
            throw new IOException(
                    file + ": no certificate in PEM form at its beginning; nothing was revoked", e);
        }
    }

    private static final class Results implements TaskResults {

        private final Messages messages;
        private boolean failed;

        private Results(Messages messages) {
            this.messages = messages;
        }

        @Override
        public void revoked(String id) {
            messages.info("Revoked " + id);
        }

        @Override
        public void failed(String id, String error) {
            messages.error("couldn't revoke " + id + ": " + error);
            failed = true;
        }

        @Override
        public void broken(String error) {
            messages.error(error);
        }

        @Override
        public void progress(String id, String message) {
            messages.progress(id + ": " + message);
        }
    }
}
