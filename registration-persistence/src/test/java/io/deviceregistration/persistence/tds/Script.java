package io.deviceregistration.persistence.tds;

import io.deviceregistration.persistence.tds.ClientRequest.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The rules in force, the newest first. Safe for use by any thread. */
final class Script {

    private final Deque<Rule> rules = new ArrayDeque<>();

    synchronized void add(Rule rule) {
        rules.push(rule);
    }

    /** Preparing and forgetting is never scripted, so that a rule for a statement counts its executions. */
    Reply replyTo(ClientRequest request) {
        if (request instanceof Statement statement && !statement.executes()) {
            return Reply.usual();
        }
        Rule rule = ruleFor(request);
        return rule == null ? Reply.usual() : rule.replyTo(request);
    }

    /** Asks every rule, for each counts the requests that fit it, whichever answers. */
    private synchronized @Nullable Rule ruleFor(ClientRequest request) {
        Rule newest = null;
        for (Rule rule : rules) {
            if (rule.takes(request) && newest == null) {
                newest = rule;
            }
        }
        return newest;
    }
}
