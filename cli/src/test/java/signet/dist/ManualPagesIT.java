package signet.dist;

import static org.assertj.core.api.Assertions.assertThat;

import static signet.dist.ManualPages.withoutBlanks;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The manual pages say what the help says, and are as roff programs want them. */
class ManualPagesIT {

    private static final Pattern REFERENCE = Pattern.compile("\\b(signet[A-Za-z.-]*)\\((\\d)\\)");

    @TempDir Path folder;
    private ManualPages pages;

    @BeforeEach
    void findPages() {
        pages = new ManualPages(Distribution.HOME, folder);
    }

    @ParameterizedTest
    @CsvSource({"signet, 8, 5", "signet-accountd, 1, 19"})
    void eachCommandHasAPageWithAllOfItsHelp(String program, int section, int number)
            throws IOException {
        List<HelpText> commands = HelpText.of(folder, List.of(program)).all(folder);
        assertThat(commands).hasSize(number);
        for (HelpText help : commands) {
            String page = withoutBlanks(pages.text(help.page(section)));
            assertThat(help.arguments()).as(help.page(section)).isNotEmpty();
            for (String argument : help.arguments()) {
                assertThat(page).as(help.page(section)).contains(withoutBlanks(argument));
            }
            for (String heading : List.of("Example:", "Examples:", "Exit status:")) {
                assertThat(page).contains(withoutBlanks(help.section(heading)));
            }
            assertThat(page).contains("NAME", "SYNOPSIS", "DESCRIPTION", "EXITSTATUS", "SEEALSO");
        }
        assertThat(pages.names().stream().filter(name -> name.endsWith("." + section)))
                .containsAll(commands.stream().map(help -> help.page(section)).toList())
                .filteredOn(name -> !name.matches("signet-(client|webserver|token)\\.8"))
                .hasSize(number);
    }

    @Test
    void filesAndExitStatusAreToldBelowTheirHeadings() throws IOException {
        String signet = pages.text("signet-newOrder.8");
        assertThat(signet.substring(signet.indexOf("\nFILES\n"), signet.indexOf("\nEXAMPLES\n")))
                .contains("/etc/signet/signet.conf", "/etc/signet/signet-certs.conf");
        String accountd = pages.text("signet-accountd.1");
        assertThat(accountd.substring(accountd.indexOf("\nEXIT STATUS\n"))).contains("77");
    }

    @Test
    void noRoffProgramComplains() throws IOException {
        assertThat(pages.names()).hasSize(5 + 19 + 4 + 3);
        for (String name : pages.names()) {
            assertThat(pages.complaints(name)).as(name).isEmpty();
        }
    }

    @Test
    void pagesPointToPagesThatAreThere() throws IOException {
        var named = new TreeSet<String>();
        for (String name : pages.names()) {
            REFERENCE
                    .matcher(pages.text(name))
                    .results()
                    .map(reference -> reference.group(1) + "." + reference.group(2))
                    .forEach(named::add);
        }
        assertThat(pages.names()).containsAll(named).containsExactlyElementsOf(named);
    }
}
