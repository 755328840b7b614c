package signet.nativeimage;

import java.util.Locale;

/** The machines that native programs are made for; a program is made on its own kind alone. */
enum Platform {
    /** x86-64. What is made runs on each of 2009 and later: x86-64-v2. */
    AMD64("linux-amd64", "x86-64-v2"),
    /** 64-bit ARM. */
    AARCH64("linux-aarch64", "armv8-a");

    private final String folder;
    private final String march;

    Platform(String folder, String march) {
        this.folder = folder;
        this.march = march;
    }

    /** Returns that of this machine. */
    static Platform here() throws BuildException {
        String name = System.getProperty("os.arch");
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "amd64" -> AMD64;
            case "aarch64" -> AARCH64;
            default ->
                    throw new BuildException(
                            "native programs can be made on amd64 and aarch64 only, and this is "
                                    + name
                                    + "; build without -Pnative");
        };
    }

    /** Returns the folder of libraries, as native-image names it. */
    String folder() {
        return folder;
    }

    /** Returns the least processor that the code has to run on. */
    String march() {
        return march;
    }

    /** Returns the name of the header that native-image includes. */
    String featuresHeader() {
        return name().toLowerCase(Locale.ROOT) + "cpufeatures.h";
    }
}
