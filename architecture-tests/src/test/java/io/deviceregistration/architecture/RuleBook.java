package io.deviceregistration.architecture;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All rules of this package, found rather than listed, so that none is forgotten. */
final class RuleBook {

    /** A rule, and the classes that break it. */
    record Rule(Method method) {

        String sentence() {
            return method.getDeclaringClass().getSimpleName() + ": "
                    + method.getName().replace('_', ' ');
        }

        ArchRule over(Project project) {
            try {
                return (ArchRule) method.invoke(null, project);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(sentence(), e);
            }
        }

        List<Class<?>> culprits() {
            BrokenBy brokenBy = method.getAnnotation(BrokenBy.class);
            return brokenBy == null ? List.of() : List.of(brokenBy.value());
        }
    }

    private static final List<Rule> RULES = find();

    private RuleBook() {}

    static List<Rule> rules() {
        return RULES;
    }

    private static List<Rule> find() {
        return new ClassFileImporter()
                        .withImportOption(place -> place.contains("Rules.class"))
                        .importPackages(RuleBook.class.getPackageName())
                        .stream()
                        .flatMap(type -> rulesOf(type.reflect()))
                        .sorted(Comparator.comparing(Rule::sentence))
                        .toList();
    }

    private static Stream<Rule> rulesOf(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getReturnType() == ArchRule.class)
                .filter(method -> !Modifier.isPrivate(method.getModifiers()))
                .map(Rule::new);
    }
}
