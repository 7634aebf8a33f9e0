package io.deviceregistration.architecture;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** That a class's jar, or its folder of classes, holds no class of another module. */
final class ShareArtifactsWithinModules extends ArchCondition<JavaClass> {

    private final Project project;
    private final Map<String, Set<String>> modules = new HashMap<>();

    ShareArtifactsWithinModules(Project project) {
        super("share their artifact with classes of their own module alone");
        this.project = project;
    }

    @Override
    public void init(Collection<JavaClass> all) {
        modules.putAll(all.stream()
                .collect(groupingBy(
                        ShareArtifactsWithinModules::artifact, mapping(this::module, toCollection(TreeSet::new)))));
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        Set<String> inArtifact = modules.getOrDefault(artifact(type), Set.of());
        if (inArtifact.size() != 1) {
            events.add(SimpleConditionEvent.violated(
                    type, type.getFullName() + " lies in one artifact with the modules " + inArtifact));
        }
    }

    private String module(JavaClass type) {
        return type.getPackageName().substring(project.root().length() + 1).replaceAll("\\..*", "");
    }

    private static String artifact(JavaClass type) {
        String place = type.getSource().orElseThrow().getUri().toString();
        return place.substring(0, place.length() - (type.getName() + ".class").length());
    }
}
