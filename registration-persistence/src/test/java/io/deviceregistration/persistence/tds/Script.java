package io.deviceregistration.persistence.tds;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The rules in force, the newest first. Safe for use by any thread. */
final class Script {

    private final Deque<Rule> rules = new ArrayDeque<>();

    synchronized void add(Rule rule) {
        rules.push(rule);
    }

    Reply replyTo(ClientRequest request) {
        Rule rule = ruleFor(request);
        return rule == null ? Reply.usual() : rule.replyTo(request);
    }

    private synchronized @Nullable Rule ruleFor(ClientRequest request) {
        for (Rule rule : rules) {
            if (rule.takes(request)) {
                return rule;
            }
        }
        return null;
    }
}
