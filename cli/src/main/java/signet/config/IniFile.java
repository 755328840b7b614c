package signet.config;

import signet.files.OpenFile;
import signet.files.Reason;
import signet.files.Trust;
import signet.files.TrustedFile;
import signet.files.UntrustedFileException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A configuration file as lines and sections, in lacme's syntax. An inline comment (blank, {@code
 * ;}, blank, text) is cut off as lacme does, so that its files mean the same here, but the entry
 * remembers it: who needs to can warn.
 *
 * @param file the file
 * @param sections the sections in order by name; the default section is always there, named ""
 * @param repeated entries that count for nothing, as their key stands again in their section
 */
public record IniFile(Path file, Map<String, IniSection> sections, List<IniEntry> repeated) {

    /** The largest file that is read, in bytes. */
    public static final int MAX_SIZE = 1 << 20;

    /** Copies the sections. */
    public IniFile {
        sections = Collections.unmodifiableMap(new LinkedHashMap<>(sections));
        repeated = List.copyOf(repeated);
    }

    /**
     * Reads a file.
     *
     * @param trust who may have written it
     * @throws ConfigException where it is missing, can't be opened, is too large, could have been
     *     written by others, or has a line that is neither comment, section header nor {@code key =
     *     value}
     * @throws IOException where reading it fails in any other way
     */
    public static IniFile read(Path file, Trust trust) throws ConfigException, IOException {
        byte[] bytes;
        try (OpenFile opened = TrustedFile.open(file, trust)) {
            bytes = opened.read(MAX_SIZE + 1);
        } catch (UntrustedFileException e) {
            throw new ConfigException(e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": no such file; create it, or name the right one", e);
        } catch (AccessDeniedException e) {
            throw new ConfigException(
                    file + ": permission denied; run as a user who may read it", e);
        } catch (FileSystemException e) {
            throw new ConfigException(file + ": " + Reason.of(e), e);
        }
        if (bytes.length > MAX_SIZE) {
            throw new ConfigException(
                    file + ": larger than " + MAX_SIZE + " bytes; this is no configuration file");
        }
        return parse(file, new String(bytes, StandardCharsets.UTF_8));
    }

    /** Reads a file's text; the file's name is used in messages only. */
    public static IniFile parse(Path file, String text) throws ConfigException {
        return new IniParser(file).parse(text);
    }

    /** Returns the file without any entry. */
    public static IniFile empty(Path file) {
        return new IniFile(file, Map.of("", new IniSection("", 0, Map.of())), List.of());
    }

    /** Returns a section; one that is not there is empty. */
    public IniSection section(String name) {
        IniSection found = sections.get(name);
        return found == null ? new IniSection(name, 0, Map.of()) : found;
    }
}
