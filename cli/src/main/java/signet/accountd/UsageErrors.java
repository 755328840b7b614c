package signet.accountd;

import picocli.CommandLine;

import signet.text.Printable;

/** Tells what is wrong with the arguments in one line, and where to find help. */
final class UsageErrors implements CommandLine.IParameterExceptionHandler {

    @Override
    public int handleParseException(CommandLine.ParameterException e, String[] args) {
        CommandLine commandLine = e.getCommandLine();
        String name = commandLine.getCommandSpec().qualifiedName();
        commandLine.getErr().println("Error: " + Printable.of(String.valueOf(e.getMessage())));
        commandLine.getErr().println("Try '" + name + " --help' for more information.");
        return CommandLine.ExitCode.SOFTWARE;
    }
}
