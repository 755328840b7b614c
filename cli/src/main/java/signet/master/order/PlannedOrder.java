package signet.master.order;

import signet.control.ClientTask;

/** An order that is ready to be handed to the client. */
public final class PlannedOrder {

    private final SectionOrder order;

    PlannedOrder(SectionOrder order) {
        this.order = order;
    }

    SectionOrder order() {
        return order;
    }

    /** Returns the section's name, which is also the ID of the task. */
    public String section() {
        return order.config().name();
    }

    /** Returns the task for the client. */
    public ClientTask.Order task() {
        return order.task();
    }
}
