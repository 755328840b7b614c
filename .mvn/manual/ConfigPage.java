import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The manual page of a configuration file, made of the commented sample. */
enum ConfigPage {
    SIGNET("signet.conf", "signet.conf", "configuration of signet"),
    CERTIFICATES("signet-certs.conf", "signet-certs.conf", "the certificates that signet renews"),
    ACCOUNTD("signet-accountd.conf", "signet-accountd.conf", "configuration of signet-accountd"),
    POLICY("signet-policy.conf", "policy.conf", "what signet-accountd signs, and for whom");

    private static final int FILE_FORMATS = 5;

    private final String sample;
    private final Page page;

    ConfigPage(String name, String sample, String brief) {
        this.sample = sample;
        page = new Page(name, FILE_FORMATS, brief);
    }

    Page page() {
        return page;
    }

    /** Returns the page. {@code related} are pages to point to. */
    String write(Path samples, Edition edition, List<Page> related) throws IOException {
        Roff roff = new Roff(page, edition);
        roff.heading("SYNOPSIS");
        roff.paragraph("\u001b[3m/etc/signet/" + sample + "\u001b[0m");
        roff.heading("DESCRIPTION");
        for (SampleFile.Part part : SampleFile.read(samples.resolve(sample))) {
            switch (part) {
                case SampleFile.Part.Section section -> {
                    roff.heading("[" + section.name() + "]");
                    roff.blocks(Block.of(section.text()));
                }
                case SampleFile.Part.Keys keys -> {
                    roff.item(keys.lines().stream().map(ConfigPage::styled).toList());
                    roff.blocks(Block.of(keys.text()));
                }
                case SampleFile.Part.Text text -> {
                    roff.endItems();
                    roff.blocks(Block.of(text.text()));
                }
            }
        }
        roff.heading("SEE ALSO");
        roff.paragraph(String.join(", ", related.stream().map(Page::reference).toList()));
        return roff.toString();
    }

    /** A key without a default has nothing behind the sign. */
    private static String styled(String line) {
        String[] parts = line.split(" =", 2);
        return "\u001b[1m" + parts[0] + "\u001b[0m =\u001b[3m" + parts[1] + "\u001b[0m";
    }
}
