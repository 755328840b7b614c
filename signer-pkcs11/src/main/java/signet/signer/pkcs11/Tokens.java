package signet.signer.pkcs11;

import signet.signer.SignerException;
import signet.signer.SignerSettings;
import signet.signer.deadline.DeadlineTimer;
import signet.signer.pkcs11.dialog.HelperTask;
import signet.signer.pkcs11.modules.InstalledModule;
import signet.signer.pkcs11.modules.InstalledModules;
import signet.signer.pkcs11.modules.ModulePlaces;
import signet.signer.pkcs11.pin.PinGuard;
import signet.signer.pkcs11.pin.PinMemory;
import signet.signer.pkcs11.pin.PinSources;
import signet.signer.pkcs11.pin.PinStore;
import signet.signer.pkcs11.process.CheckedToken;
import signet.signer.pkcs11.process.HelperStarter;
import signet.signer.pkcs11.process.ListedToken;
import signet.signer.pkcs11.process.NewTokenKey;
import signet.signer.pkcs11.process.TokenLogin;
import signet.signer.pkcs11.process.TokenSigner;
import signet.signer.pkcs11.process.TokenTasks;
import signet.signer.pkcs11.uri.Pkcs11Uri;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that signet-accountd does with tokens: signs with them, looks at them, makes keys on them.
 * Each use of a module is in a helper process. Thread-safe.
 */
public final class Tokens {

    private static final Duration ASKPASS_LIMIT = Duration.ofMinutes(2);

    private final TokenOptions options;
    private final SignerSettings settings;
    private final Map<String, String> environment;
    private final InstalledModules modules;

    private Tokens(TokenOptions options, SignerSettings settings, Map<String, String> environment) {
        this.options = options;
        this.settings = settings;
        this.environment = Map.copyOf(environment);
        this.modules = InstalledModules.at(ModulePlaces.SYSTEM);
    }

    /**
     * Makes one.
     *
     * @param settings whom to ask for a PIN, and the options of the configuration
     * @param environment ours; a helper gets it
     * @throws SignerException.KeyUnusable where an option is missing
     */
    public static Tokens of(SignerSettings settings, Map<String, String> environment)
            throws SignerException {
        return new Tokens(TokenOptions.of(settings.options()), settings, environment);
    }

    /** Opens a key for signing. */
    public TokenSigner open(String uri) throws SignerException {
        DeadlineTimer timer = new DeadlineTimer();
        try {
            TokenSigner signer = TokenSigner.open(starter(Pkcs11Uri.parse(uri), timer));
            settings.log()
                    .info(
                            "the token is open: "
                                    + signer.ready().uri()
                                    + " ("
                                    + signer.ready().engine()
                                    + ", "
                                    + signer.ready().mechanism()
                                    + ")");
            return signer;
        } catch (SignerException | RuntimeException e) {
            timer.close();
            throw e;
        }
    }

    /** Returns the modules of this host. */
    public List<InstalledModule> modules() {
        return modules.all();
    }

    /** Lists the tokens of one module. */
    public List<ListedToken> list(Path module) throws SignerException {
        try (DeadlineTimer timer = new DeadlineTimer()) {
            return TokenTasks.list(
                    HelperEnvironment.command(options, module, environment),
                    module.toString(),
                    settings.log(),
                    timer,
                    options.limits().answer());
        }
    }

    /** Opens a key, has it sign, and returns what is to be known of it. */
    public CheckedToken check(String uri) throws SignerException {
        try (DeadlineTimer timer = new DeadlineTimer()) {
            return TokenTasks.check(starter(Pkcs11Uri.parse(uri), timer));
        }
    }

    /**
     * Makes a key on a token.
     *
     * @return its URI
     */
    public String generate(String uri, NewTokenKey key) throws SignerException {
        try (DeadlineTimer timer = new DeadlineTimer()) {
            return TokenTasks.generate(starter(Pkcs11Uri.parse(uri), timer), key);
        }
    }

    /**
     * Forgets the PINs that a token has refused.
     *
     * @return how many
     */
    public int forgetPins(String serial) throws IOException {
        return memory().forget(serial);
    }

    private PinMemory memory() {
        return new PinMemory(StateFolder.of(options.state(), environment));
    }

    private HelperStarter starter(Pkcs11Uri uri, DeadlineTimer timer) throws SignerException {
        Path module = modules.forUri(uri);
        PinSources sources =
                new PinSources(
                        options.askpass(),
                        ASKPASS_LIMIT,
                        Optional.ofNullable(environment.get("CREDENTIALS_DIRECTORY")).map(Path::of),
                        settings.secrets());
        PinGuard guard =
                new PinGuard(
                        memory(), settings.confirmation(), options.lastTry(), Clock.systemUTC());
        return new HelperStarter(
                HelperEnvironment.command(options, module, environment),
                new HelperTask.Key(
                        uri.toString(), module.toString(), options.engine(), Optional.empty()),
                new TokenLogin(
                        guard,
                        new PinStore(sources.pick(uri.pinSource()), options.pinPolicy()),
                        settings.log()),
                options.limits(),
                timer,
                settings.log());
    }
}
