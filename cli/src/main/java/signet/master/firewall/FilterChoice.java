package signet.master.firewall;

import signet.config.FirewallMode;
import signet.files.SystemFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out by which programs this machine's rules are kept. Several can be in effect at once: the
 * kernel asks the legacy iptables and each chain of nftables in turn.
 */
final class FilterChoice {

    private static final String OF_NFTABLES = "nf_tables";

    private final Report report;
    private final List<PacketFilter> filters = new ArrayList<>();
    private final Set<Family> leftToIptables = EnumSet.noneOf(Family.class);

    private FilterChoice(Report report) {
        this.report = report;
    }

    /**
     * Chooses.
     *
     * @param report takes what can't be looked at
     * @throws IOException where the programs that the mode names are missing or fail
     */
    static List<PacketFilter> choose(FirewallMode mode, Report report) throws IOException {
        FilterChoice choice = new FilterChoice(report);
        switch (mode) {
            case AUTO -> choice.addAll();
            case NFT -> choice.filters.add(new NftFilter(required("nft", "nftables"), Set.of()));
            case IPTABLES -> choice.addIptables();
            case NO -> {
                // Nothing is looked at either.
            }
        }
        return List.copyOf(choice.filters);
    }

    private static Program required(String name, String debianPackage) throws IOException {
        return Program.find(name)
                .orElseThrow(
                        () ->
                                new IOException(
                                        "there is no program "
                                                + name
                                                + "; install the package "
                                                + debianPackage
                                                + ", or set firewall = auto"));
    }

    private void addAll() throws IOException {
        Optional<Program> nft = Program.find("nft");
        for (Family family : Family.values()) {
            boolean used = nft.isEmpty() || NftFilter.list(nft.get()).hasIptables(family);
            Optional<Program> iptables = used ? modern(family) : Optional.empty();
            if (iptables.isPresent()) {
                addModern(new IptablesFilter(iptables.get(), family), family, nft.isPresent());
            }
            addLegacy(family);
        }
        // First, because it removes rules by their handles, whoever made their chains.
        nft.ifPresent(program -> filters.addFirst(new NftFilter(program, leftToIptables)));
    }

    /** A table that has the names of iptables, and rules that it can't express, is nft's. */
    private void addModern(IptablesFilter filter, Family family, boolean nftInstead)
            throws IOException {
        try {
            filter.list();
        } catch (IOException e) {
            if (nftInstead) {
                return;
            }
            throw e;
        }
        filters.add(filter);
        leftToIptables.add(family);
    }

    private void addIptables() throws IOException {
        required(Family.IPV4.iptables(), "iptables");
        for (Family family : Family.values()) {
            Optional<Program> iptables = modern(family);
            iptables.ifPresent(program -> filters.add(new IptablesFilter(program, family)));
            addLegacy(family);
        }
    }

    private static Optional<Program> modern(Family family) throws IOException {
        Optional<Program> named = Program.find(family.iptables() + "-nft");
        if (named.isPresent()) {
            return named;
        }
        Optional<Program> usual = Program.find(family.iptables());
        return usual.isPresent() && isModern(usual.get()) ? usual : Optional.empty();
    }

    /** To ask the legacy program makes its table, so that it is asked only where there is one. */
    private void addLegacy(Family family) throws IOException {
        Path tables = Path.of(family.legacyTables());
        if (!Files.exists(tables) || !SystemFile.lines(tables).contains("filter")) {
            return;
        }
        Optional<Program> program = Program.find(family.iptables() + "-legacy");
        if (program.isEmpty()) {
            program = Program.find(family.iptables());
            if (program.isPresent() && isModern(program.get())) {
                program = Optional.empty();
            }
        }
        if (program.isEmpty()) {
            report.failed(
                    new IOException(
                            "there are rules of the legacy "
                                    + family.iptables()
                                    + ", and not the program to change them; install the package"
                                    + " iptables"));
            return;
        }
        filters.add(new IptablesFilter(program.get(), family));
    }

    private static boolean isModern(Program iptables) throws IOException {
        return iptables.run(List.of("--version")).contains(OF_NFTABLES);
    }
}
