package signet.acme.issuance;

/** Is told how an issuance gets on. Called by the thread that runs the issuance. */
@FunctionalInterface
public interface ProgressListener {

    /** A listener that does not listen. */
    ProgressListener NONE = _ -> {};

    /** Something has happened. */
    void onProgress(Progress progress);
}
