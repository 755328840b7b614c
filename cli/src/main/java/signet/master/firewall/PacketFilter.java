package signet.master.firewall;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** One way to the rules of the kernel. */
interface PacketFilter {

    /**
     * Adds rules wherever packets could be dropped, at the head of the chain.
     *
     * @param report takes what was added and what could not be
     * @throws IOException where the rules can't be read
     */
    void open(List<Flow> flows, Mark mark, Report report) throws IOException;

    /**
     * Removes rules that carry a mark, and no others.
     *
     * @return how many there were
     * @throws IOException where one can't be removed, or the rules can't be read
     */
    int remove(Predicate<Mark> marks) throws IOException;
}
