package signet.master;

import picocli.CommandLine.IVersionProvider;

/** Tells the version that the build has written into the jar. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "signet " + (version == null ? "(unpackaged)" : version), "Java " + Runtime.version()
        };
    }
}
