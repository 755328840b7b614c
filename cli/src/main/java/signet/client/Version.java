package signet.client;

/** The version that the build has written into the jar. */
final class Version {

    private Version() {}

    /** Returns it as it may stand in a User-Agent. */
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }
}
