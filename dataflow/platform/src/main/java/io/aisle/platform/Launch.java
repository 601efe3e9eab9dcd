package io.aisle.platform;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts a process that outlives this JVM and the terminal it was started from.
 *
 * @param name component it runs; also the name of its log
 * @param kind the same in words for people
 * @param port port it will listen on
 * @param command program and arguments
 * @param environment variables to add
 */
record Launch(String name, String kind, int port, List<String> command, Map<String, String> environment) {

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** A Java program run by this JVM's own java, with the platform's mark on its command line. */
    static Launch java(Home home, String name, String kind, int port, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(javaCommand(), home.marker()));
        command.addAll(arguments);
        return new Launch(name, kind, port, command, Map.of());
    }

    static String javaCommand() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    ManagedProcess start(Home home, Ledger ledger) {
        Path log = home.log(name);
        ProcessBuilder builder = new ProcessBuilder(detached())
                .directory(home.folder().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            ManagedProcess process =
                    ManagedProcess.of(name, kind, builder.start().toHandle(), port, log);
            ledger.started(process);
            return process;
        } catch (IOException failure) {
            throw new PlatformFailure("Cannot start " + kind + ": " + failure.getMessage(), failure);
        }
    }

    /** In a session of its own: an interrupt typed at the terminal must not end the platform with the command. */
    private List<String> detached() {
        if (!Files.isExecutable(SETSID)) {
            return command;
        }
        List<String> detached = new ArrayList<>(List.of(SETSID.toString()));
        detached.addAll(command);
        return detached;
    }
}
