package signet;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import org.jspecify.annotations.NullMarked;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

import java.lang.foreign.Linker;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.Set;

/** What must never be, in any of the modules. Each rule keeps a privilege where it belongs. */
@AnalyzeClasses(packages = "signet", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] EXECUTABLES = {
        "signet.accountd..",
        "signet.master..",
        "signet.client..",
        "signet.webserver..",
        "signet.token.."
    };

    private static final Set<String> MAY_USE_PATHS =
            Set.of(
                    // An auditor's copy of a log, or a file that a person wants explained: nothing
                    // in it is trusted.
                    "signet.accountd.audit.chain.AnyonesFile",
                    // The terminal of this process, which is no file.
                    "signet.accountd.Terminal",
                    "signet.accountd.TerminalConfirmation",
                    "signet.accountd.approval.terminal.Keyboard",
                    // The client's sandbox confines it to the directory that it was given.
                    "signet.client.ChallengeFiles",
                    // Reads what root has installed, to list it.
                    "signet.signer.pkcs11.modules.InstalledModules");

    @ArchTest
    static final ArchRule executablesShareConfigurationAndControlMessagesAlone =
            slices().matching("signet.(accountd|master|client|webserver|token)..")
                    .should()
                    .notDependOnEachOther();

    @ArchTest
    static final ArchRule clientWebserverAndTokenReadNoConfiguration =
            noClasses()
                    .that()
                    .resideInAnyPackage("signet.client..", "signet.webserver..", "signet.token..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("signet.config..");

    @ArchTest
    static final ArchRule nobodyReachesASignerImplementation =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("signet.signer.softkey..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("signet.signer.softkey..");

    @ArchTest
    static final ArchRule tokensAreAccountdsAndItsHelpersAlone =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "signet.signer.pkcs11..", "signet.accountd..", "signet.token..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("signet.signer.pkcs11..");

    @ArchTest
    static final ArchRule accountdLoadsNoModule =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "signet.accountd..",
                            "signet.signer.pkcs11",
                            "signet.signer.pkcs11.pin",
                            "signet.signer.pkcs11.process",
                            "signet.signer.pkcs11.modules")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "signet.signer.pkcs11.cryptoki..",
                            "signet.signer.pkcs11.token..",
                            "signet.signer.pkcs11.engine..");

    @ArchTest
    static final ArchRule theAuditLogIsAccountdsAlone =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("signet.accountd..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("signet.accountd.audit..");

    @ArchTest
    static final ArchRule theAuditLogTakesEntriesAndKnowsNeitherServerNorSigners =
            classes()
                    .that()
                    .resideInAPackage("signet.accountd.audit..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "signet.accountd.audit..",
                            "signet.accountd.lock",
                            "signet.config",
                            "signet.files",
                            "signet.jose",
                            "signet.text",
                            "signet.signer.protocol",
                            "java..",
                            "org.jspecify.annotations");

    @ArchTest
    static final ArchRule rootsKnowTheJdkAndTextAlone =
            classes()
                    .that()
                    .resideInAPackage("signet.trust")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "signet.trust",
                            "signet.text",
                            "java..",
                            "javax.security.auth.x500",
                            "org.jspecify.annotations");

    @ArchTest
    static final ArchRule aLockKnowsFilesAlone =
            classes()
                    .that()
                    .resideInAPackage("signet.accountd.lock")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "signet.accountd.lock",
                            "signet.files",
                            "java..",
                            "org.jspecify.annotations");

    @ArchTest
    static final ArchRule whatVerifiesAnAuditLogCanNotWriteOne =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "signet.accountd.audit.chain..",
                            "signet.accountd.audit.check..",
                            "signet.accountd.audit.show..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("signet.accountd.audit");

    @ArchTest
    static final ArchRule theTokensHelperKnowsTheModulesSideAlone =
            noClasses()
                    .that()
                    .resideInAPackage("signet.token..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "signet.signer.pkcs11",
                            "signet.signer.pkcs11.pin..",
                            "signet.signer.pkcs11.process..",
                            "signet.signer.pkcs11.modules..",
                            "signet.signer.pkcs11.cryptoki..",
                            "signet.signer.remote..",
                            "signet.acme..",
                            "signet.control..");

    @ArchTest
    static final ArchRule accountdAloneServesAndOpensSigners =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "signet.master..",
                            "signet.client..",
                            "signet.webserver..",
                            "signet.token..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("signet.signer.server..")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("signet.signer.Signers");

    @ArchTest
    static final ArchRule masterSpeaksNeitherAcmeNorTheSigningProtocol =
            noClasses()
                    .that()
                    .resideInAPackage("signet.master..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("signet.acme..", "signet.signer.remote..");

    @ArchTest
    static final ArchRule theLibraryKnowsNoExecutable =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "signet.signer..",
                            "signet.jose..",
                            "signet.acme..",
                            "signet.text..",
                            "signet.trust..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(EXECUTABLES)
                                    .or(
                                            resideInAnyPackage(
                                                    "signet.config..",
                                                    "signet.control..",
                                                    "signet.sandbox..")));

    @ArchTest
    static final ArchRule theSandboxKnowsTheCLibraryAlone =
            classes()
                    .that()
                    .resideInAPackage("signet.sandbox..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "signet.sandbox..",
                            "signet.libc",
                            "java..",
                            "org.jspecify.annotations");

    @ArchTest
    static final ArchRule theCLibraryKnowsTheJdkAlone =
            classes()
                    .that()
                    .resideInAPackage("signet.libc..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("signet.libc", "java..", "org.jspecify.annotations");

    @ArchTest
    static final ArchRule limitsKnowTheJdkAlone =
            classes()
                    .that()
                    .resideInAPackage("signet.limits..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("signet.limits", "java..", "org.jspecify.annotations");

    @ArchTest
    static final ArchRule filesKnowTheCLibraryAndTextAlone =
            classes()
                    .that()
                    .resideInAPackage("signet.files..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "signet.files",
                            "signet.libc",
                            "signet.text",
                            "java..",
                            "org.jspecify.annotations");

    @ArchTest
    static final ArchRule whatIsOursIsOpenedAndChangedByDescriptorAlone =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("signet.files..", "signet.testing..")
                    .and(areNotOneOf(MAY_USE_PATHS))
                    .should(openOrChangeByPath())
                    .because("a path can lead elsewhere when it is used again: see signet.files");

    @ArchTest
    static final ArchRule derKnowsTheJdkAlone =
            classes()
                    .that()
                    .resideInAPackage("signet.der..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("signet.der", "java..", "org.jspecify.annotations");

    @ArchTest
    static final ArchRule theSpiKnowsTheJdkAlone =
            classes()
                    .that()
                    .resideInAPackage("signet.signer")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("signet.signer", "java..", "org.jspecify.annotations");

    @ArchTest
    static final ArchRule httpIsTheAcmeTransportsAlone =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("signet.acme.client..", "signet.testing..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("javax.net.ssl..")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(java.net.URLConnection.class);

    /** It costs each start 0.15 s, and is not in our Java runtime. */
    @ArchTest
    static final ArchRule theHttpClientOfTheJdkIsNotUsed =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.net.http..");

    @ArchTest
    static final ArchRule nimbusIsKnownInOnePlace =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("signet.jose..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule bouncyCastleIsKnownInTwoPlaces =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "signet.master.certificate..", "signet.signer.softkey..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.bouncycastle..");

    @ArchTest
    static final ArchRule guavaIsThereForThePublicSuffixListAlone =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("signet.accountd.policy..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.google.common..");

    @ArchTest
    static final ArchRule thePolicyKnowsNoKeyAndNoConnection =
            noClasses()
                    .that()
                    .resideInAnyPackage("signet.accountd.policy..", "signet.accountd.csr..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("signet.accountd", "signet.signer.remote..")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("signet.signer.Signer")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(java.nio.channels.NetworkChannel.class);

    @ArchTest
    static final ArchRule commandLinesAreModelsAndNotAnnotations =
            noClasses()
                    .should()
                    .dependOnClassesThat(resideInAPackage("picocli..").and(areAnnotations()))
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(CommandLine.HelpCommand.class)
                    .orShould()
                    .callMethod(CommandSpec.class, "mixinStandardHelpOptions", boolean.class)
                    .because("Java takes 60 ms to read the annotations, at each start");

    @ArchTest
    static final ArchRule nativeCodeIsBoundInTwoPlaces =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("signet.libc..", "signet.signer.pkcs11.cryptoki..")
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(Linker.class)
                    .because("each signature takes tens of milliseconds of each start");

    @ArchTest
    static final ArchRule nativeCodeIsCalledInFewPlaces =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "signet.master.process..",
                            "signet.webserver..",
                            "signet.accountd..",
                            "signet.client..",
                            "signet.sandbox..",
                            "signet.libc..",
                            "signet.files..",
                            "signet.token..",
                            "signet.signer.pkcs11.cryptoki..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("java.lang.foreign..");

    @ArchTest
    static final ArchRule privateKeysStayInTheirRooms =
            methods()
                    .that()
                    .arePublic()
                    .and()
                    .areDeclaredInClassesThat(
                            resideInAPackage("signet..")
                                    .and(
                                            JavaClass.Predicates.resideOutsideOfPackages(
                                                    "signet.signer.softkey..",
                                                    "signet.signer.pkcs11.engine..",
                                                    "signet.testing..")))
                    .should(notMention(PrivateKey.class, KeyPair.class));

    @ArchTest
    static final ArchRule theLibraryStartsNoProcessAndPrintsNothing =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "signet.signer..", "signet.jose..", "signet.acme..", "signet.trust..")
                    .and()
                    .resideOutsideOfPackages(
                            "signet.signer.softkey..",
                            "signet.signer.pkcs11.pin",
                            "signet.signer.pkcs11.process")
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(ProcessBuilder.class)
                    .orShould()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err")
                    .orShould()
                    .callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule approvalKnowsNeitherPolicyNorRequestsNorCommandLines =
            noClasses()
                    .that()
                    .resideInAPackage("signet.accountd.approval..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "signet.accountd",
                            "signet.accountd.policy..",
                            "signet.signer.request..",
                            "signet.signer.protocol..",
                            "signet.config..",
                            "picocli..");

    @ArchTest
    static final ArchRule questionsKnowNoWayToAskThem =
            classes()
                    .that()
                    .resideInAPackage("signet.accountd.approval")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "signet.accountd.approval",
                            "signet.files",
                            "signet.limits",
                            "signet.text",
                            "signet.jose",
                            "java..",
                            "org.jspecify.annotations");

    @ArchTest
    static final ArchRule waysToAskKnowNothingOfEachOther =
            slices().matching("signet.accountd.approval.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule approvalStartsProgramsInOnePlace =
            noClasses()
                    .that()
                    .resideInAPackage("signet.accountd.approval..")
                    .and()
                    .resideOutsideOfPackage("signet.accountd.approval.command")
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(ProcessBuilder.class);

    @ArchTest
    static final ArchRule noCycles = slices().matching("signet.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule everyPackageIsNullMarked =
            classes()
                    .that()
                    .haveSimpleName("package-info")
                    .should()
                    .beAnnotatedWith(NullMarked.class);

    @ArchTest
    static final ArchRule everyPackageSaysWhatItIsFor =
            classes()
                    .should(
                            new ArchCondition<>("be in a package with a package-info") {
                                @Override
                                public void check(JavaClass item, ConditionEvents events) {
                                    if (item.getPackage().tryGetPackageInfo().isEmpty()) {
                                        events.add(
                                                SimpleConditionEvent.violated(
                                                        item, item.getPackageName() + " has none"));
                                    }
                                }
                            });

    /** All of {@link java.nio.file.Files} but what looks at a name, and opens nothing by it. */
    private static final Set<String> LOOKS =
            Set.of(
                    "exists",
                    "notExists",
                    "isDirectory",
                    "isRegularFile",
                    "isSymbolicLink",
                    "isExecutable",
                    "isReadable",
                    "isSameFile",
                    "readSymbolicLink",
                    "size",
                    "getOwner",
                    "getAttribute",
                    "readAttributes");

    private static final Set<String> FILES_BY_PATH =
            Set.of(
                    "java.io.FileInputStream",
                    "java.io.FileOutputStream",
                    "java.io.FileReader",
                    "java.io.FileWriter",
                    "java.io.RandomAccessFile",
                    "java.io.PrintStream",
                    "java.io.PrintWriter",
                    "java.util.Formatter",
                    "java.util.Scanner",
                    "java.util.jar.JarFile",
                    "java.util.zip.ZipFile");

    private static final Set<String> CHANGES_OF_FILE =
            Set.of(
                    "createNewFile",
                    "createTempFile",
                    "delete",
                    "deleteOnExit",
                    "mkdir",
                    "mkdirs",
                    "renameTo",
                    "setExecutable",
                    "setLastModified",
                    "setReadable",
                    "setReadOnly",
                    "setWritable");

    /** Descriptors that the process has, such as standard output, are no paths. */
    private static ArchCondition<JavaClass> openOrChangeByPath() {
        return new ArchCondition<>("open or change a file by its path") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                item.getCodeUnitAccessesFromSelf().stream()
                        .filter(ArchitectureTest::isByPath)
                        .forEach(
                                call ->
                                        events.add(
                                                SimpleConditionEvent.satisfied(
                                                        item, call.getDescription())));
            }
        };
    }

    private static boolean isByPath(JavaCodeUnitAccess<?> call) {
        String owner = call.getTargetOwner().getName();
        String name = call.getName();
        return (owner.equals("java.nio.file.Files") && !LOOKS.contains(name))
                || (owner.endsWith("FileChannel") && name.equals("open"))
                || (owner.endsWith("FileAttributeView") && name.startsWith("set"))
                || owner.equals("java.nio.file.spi.FileSystemProvider")
                || (owner.equals("java.io.File") && CHANGES_OF_FILE.contains(name))
                || (FILES_BY_PATH.contains(owner)
                        && name.equals("<init>")
                        && call.getTarget().getRawParameterTypes().stream()
                                .anyMatch(ArchitectureTest::isPath));
    }

    private static boolean isPath(JavaClass type) {
        return type.isEquivalentTo(String.class)
                || type.isEquivalentTo(java.io.File.class)
                || type.isEquivalentTo(java.nio.file.Path.class);
    }

    private static DescribedPredicate<JavaClass> areNotOneOf(Set<String> names) {
        return DescribedPredicate.describe(
                "are not one of " + names,
                type -> !names.contains(type.getName().replaceFirst("\\$.*", "")));
    }

    private static DescribedPredicate<JavaClass> areAnnotations() {
        return DescribedPredicate.describe("are annotations", JavaClass::isAnnotation);
    }

    private static ArchCondition<JavaMethod> notMention(Class<?>... types) {
        return new ArchCondition<>("not mention a private key") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                for (Class<?> type : types) {
                    if (method.getRawReturnType().isEquivalentTo(type)
                            || method.getRawParameterTypes().stream()
                                    .anyMatch(parameter -> parameter.isEquivalentTo(type))) {
                        events.add(
                                SimpleConditionEvent.violated(
                                        method, method.getFullName() + " mentions one"));
                    }
                }
            }
        };
    }
}
