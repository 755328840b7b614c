package signet.master.install;

import signet.config.ConfigException;
import signet.master.certificate.SectionFixture;
import signet.master.certificate.TestCa;

import java.nio.file.Path;

/** Installs one certificate, in a process of its own: it is as slow there as a run of signet. */
final class InstallOnce {

    private InstallOnce() {}

    /** Takes the folder of the configuration, and the lines of the section. */
    public static void main(String[] arguments) throws Exception {
        SectionFixture fixture = new SectionFixture(Path.of(arguments[0]));
        try {
            CertificateInstaller.install(
                    InstallPlan.check(fixture.section(arguments[1], arguments[2])),
                    new TestCa().issue(TestCa.Leaf.of(fixture.makeKey().getPublic(), "a.example")));
        } catch (ConfigException | InstallException e) {
            // They can keep their own certificate from being installed, and nothing else.
            System.out.println(e.getMessage());
        }
    }
}
