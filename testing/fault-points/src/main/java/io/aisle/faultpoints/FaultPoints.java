package io.aisle.faultpoints;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.none;

import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.utility.JavaModule;
import org.jspecify.annotations.Nullable;

/**
 * A Java agent, {@code -javaagent:aisle-fault-points.jar=}{@link Arguments}, that weaves faults into an app's classes
 * as they are loaded. It writes to standard error, each line beginning with {@code fault-points: }:
 *
 * <ul>
 *   <li>{@code armed in TYPE} when a class it waits for was loaded with the fault in it,
 *   <li>{@code NAME active} when a mutant or a poison acted for the first time,
 *   <li>{@code halt at POINT, pass N} before it ends the app,
 *   <li>{@code NAME: no class matched TYPES} when the app ends in order and none of them was ever loaded.
 * </ul>
 *
 * <p>A fault that is silently not injected would be taken for a passed run. So arguments that are not understood, a
 * class without the wanted method, and code that does not fit into it end the app with exit code 64.
 */
public final class FaultPoints {
    /** EX_USAGE of sysexits.h: no app ends with it by itself. */
    static final int REFUSED = 64;

    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();
    private static final Set<String> WOVEN = ConcurrentHashMap.newKeySet();

    private FaultPoints() {}

    /** Called by the JVM before the app's main method. */
    public static void premain(@Nullable String text, Instrumentation instrumentation) {
        Arguments arguments = understood(text);
        if (arguments.halt() != null) {
            arguments.halt().arm(arguments.pass());
        }
        Map<String, List<Weaving>> wanted = arguments.weavings();
        weave(wanted.values().stream().flatMap(List::stream).toList(), instrumentation);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> wanted.forEach(FaultPoints::report), "fault-points"));
    }

    static void say(String line) {
        System.err.println("fault-points: " + line);
        System.err.flush();
    }

    static void sayOnce(String line) {
        if (SAID.add(line)) {
            say(line);
        }
    }

    private static Arguments understood(@Nullable String text) {
        try {
            return Arguments.parse(text);
        } catch (IllegalArgumentException e) {
            throw refuse(String.valueOf(e.getMessage()));
        }
    }

    /** Ends the app: not by exit, which would wait for hooks while a class is being loaded. */
    private static Error refuse(String why) {
        say(why);
        Runtime.getRuntime().halt(REFUSED);
        return new Error(why); // not reached
    }

    private static void weave(List<Weaving> weavings, Instrumentation instrumentation) {
        Set<String> types = weavings.stream().map(Weaving::type).collect(Collectors.toSet());
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .ignore(none()) // the default reads every class of the app, only to see that it is not wanted
                .with(new Watch(types))
                .type(namedOneOf(types.toArray(String[]::new)))
                .transform((builder, type, loader, module, domain) -> {
                    DynamicType.Builder<?> woven = builder;
                    for (Weaving weaving : weavings) {
                        if (weaving.type().equals(type.getName())) {
                            woven = advice(weaving, type).transform(woven, type, loader, module, domain);
                        }
                    }
                    return woven;
                })
                .installOn(instrumentation);
    }

    private static AgentBuilder.Transformer advice(Weaving weaving, TypeDescription type) {
        if (type.getDeclaredMethods().filter(named(weaving.method())).isEmpty()) {
            throw refuse("no method matched " + weaving.type() + "." + weaving.method());
        }
        return new AgentBuilder.Transformer.ForAdvice()
                .include(FaultPoints.class.getClassLoader())
                .advice(named(weaving.method()), weaving.advice().getName());
    }

    private static void report(String name, List<Weaving> weavings) {
        List<String> types = weavings.stream().map(Weaving::type).distinct().toList();
        if (types.stream().noneMatch(WOVEN::contains)) {
            say(name + ": no class matched " + String.join(", ", types));
        }
    }

    /** Byte Buddy leaves out code that does not fit, and loads the class as it is: here that is the end. */
    private static final class Watch extends AgentBuilder.Listener.Adapter {
        private final Set<String> types;

        Watch(Set<String> types) {
            this.types = types;
        }

        @Override
        public void onTransformation(
                TypeDescription type,
                @Nullable ClassLoader loader,
                @Nullable JavaModule module,
                boolean loaded,
                DynamicType woven) {
            WOVEN.add(type.getName());
            sayOnce("armed in " + type.getName());
        }

        @Override
        public void onError(
                String type,
                @Nullable ClassLoader loader,
                @Nullable JavaModule module,
                boolean loaded,
                Throwable error) {
            if (types.contains(type)) {
                throw refuse("cannot weave into " + type + ": " + error);
            }
        }
    }
}
