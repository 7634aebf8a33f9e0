package io.deviceregistration.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * That classes never commit an offence, but for places named one by one. A place that is named without need is an offence
 * too, so the list of exceptions can't outlive its reasons.
 */
final class Never extends ArchCondition<JavaClass> {

    private final Function<JavaClass, Stream<Offence>> offences;
    private final List<String> exceptions;
    private final Set<String> needless = new TreeSet<>();

    private Never(String description, Function<JavaClass, Stream<Offence>> offences, List<String> exceptions) {
        super(description);
        this.offences = offences;
        this.exceptions = exceptions;
    }

    static Never never(String what, Function<JavaClass, Stream<Offence>> offences) {
        return new Never("never " + what, offences, List.of());
    }

    /** Lets classes, with all in them, or single methods get away with it: by name below the project's root. */
    Never butIn(Project project, String... places) {
        List<String> names = Arrays.stream(places).map(project::name).toList();
        return new Never(getDescription() + " but in " + String.join(", ", places), offences, names);
    }

    @Override
    public void init(Collection<JavaClass> all) {
        needless.addAll(exceptions);
    }

    @Override
    public void check(JavaClass candidate, ConditionEvents events) {
        offences.apply(candidate).distinct().forEach(offence -> {
            List<String> excusing = exceptions.stream()
                    .filter(name -> isWithin(offence.place(), name))
                    .toList();
            excusing.forEach(needless::remove);
            if (excusing.isEmpty()) {
                events.add(SimpleConditionEvent.violated(candidate, offence.text()));
            }
        });
    }

    @Override
    public void finish(ConditionEvents events) {
        needless.forEach(name -> events.add(SimpleConditionEvent.violated(name, "Needless exception for " + name)));
    }

    private static boolean isWithin(String place, String name) {
        return place.equals(name) || place.startsWith(name + ".") || place.startsWith(name + "$");
    }
}
