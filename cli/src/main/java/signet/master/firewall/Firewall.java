package signet.master.firewall;

import signet.config.FirewallMode;
import signet.config.ListenAddress;
import signet.master.run.Messages;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * This host's firewall, opened for the time of a run. Thread-safe: to close waits until an opening
 * that is under way is complete, so that a signal in its middle leaves nothing behind.
 */
public final class Firewall implements AutoCloseable {

    /** What a terminal sends to us it sends to the programs that we run as well, and ends them. */
    private static final int TRIES = 3;

    private final FirewallMode mode;
    private final boolean root;
    private final Messages messages;
    private final Mark mark;
    private List<PacketFilter> opened = List.of();
    private boolean closed;

    /**
     * Makes one; nothing is looked at yet.
     *
     * @param root whether we run as root, without whom nothing can be changed
     */
    public Firewall(FirewallMode mode, boolean root, Messages messages) throws IOException {
        this.mode = mode;
        this.root = root;
        this.messages = messages;
        this.mark = Mark.ofThisProcess();
    }

    /**
     * Removes the rules of runs that were killed, whichever mode these had. Where that fails, the
     * reason is told when debugging; {@link #open} meets the same.
     */
    public synchronized void removeLeftovers() {
        if (mode == FirewallMode.NO || !root) {
            return;
        }
        try {
            int removed = 0;
            for (PacketFilter filter : FilterChoice.choose(FirewallMode.AUTO, new Report())) {
                removed += filter.remove(Mark::isLeftOver);
            }
            if (removed > 0) {
                messages.info(
                        "Removed what a killed run had left in the firewall: "
                                + removed
                                + " rules");
            }
        } catch (IOException e) {
            messages.debug("firewall: " + e.getMessage());
        }
    }

    /**
     * Lets connections to these addresses in, wherever they could be dropped.
     *
     * @throws IOException where that can't be done and the mode is not auto, which warns instead
     */
    public synchronized void open(List<ListenAddress> addresses) throws IOException {
        List<Flow> flows = Flow.of(addresses);
        if (closed || mode == FirewallMode.NO || flows.isEmpty()) {
            return;
        }
        if (!root) {
            notRoot();
            return;
        }
        Report report = new Report();
        try {
            opened = FilterChoice.choose(mode, report);
            for (PacketFilter filter : opened) {
                filter.open(flows, mark, report);
            }
        } catch (IOException e) {
            report.failed(e);
        }
        report.added().forEach(rule -> messages.progress("Opened the firewall: " + rule));
        if (report.added().isEmpty()) {
            messages.debug("firewall: no rules added");
        }
        for (IOException failure : report.failures()) {
            failed(failure);
        }
    }

    private void notRoot() throws IOException {
        if (mode != FirewallMode.AUTO) {
            throw new IOException(
                    "the firewall can be changed by root alone; run as root, or set firewall = no"
                            + " in section [webserver]");
        }
        messages.debug("firewall: left as it is, since we are not root");
    }

    private void failed(IOException failure) throws IOException {
        String what = "can't open the firewall: " + failure.getMessage();
        if (mode != FirewallMode.AUTO) {
            throw new IOException(what, failure);
        }
        messages.warning(
                what
                        + "; going on, but the CA may not reach us (firewall = no in section"
                        + " [webserver] leaves the firewall to you)");
    }

    /**
     * Removes our rules, and only these.
     *
     * @throws IOException where one is left; the next run removes it
     */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        List<PacketFilter> left = opened;
        opened = List.of();
        for (int i = 1; !left.isEmpty(); i++) {
            left = remove(left, mark::equals, i == TRIES);
        }
    }

    /** Returns the filters where that failed. */
    private List<PacketFilter> remove(
            List<PacketFilter> filters, Predicate<Mark> marks, boolean last) throws IOException {
        List<PacketFilter> failed = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (PacketFilter filter : filters) {
            try {
                filter.remove(marks);
            } catch (IOException e) {
                failed.add(filter);
                reasons.add(e.getMessage());
            }
        }
        if (last && !failed.isEmpty()) {
            throw new IOException(
                    "rules are left in the firewall; the next run removes them, or do it by hand"
                            + " (their comment is "
                            + mark
                            + "): "
                            + String.join("; ", reasons));
        }
        return failed;
    }
}
