package io.deviceregistration.persistence.tds;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What arrived, in its order, and what became of transactions. Safe for use by any thread. */
final class Recorder {

    private final List<ClientRequest> requests = new ArrayList<>();
    private final List<TransactionState> transactions = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    synchronized void add(ClientRequest request) {
        requests.add(request);
        notifyAll();
    }

    synchronized List<ClientRequest> requests() {
        return List.copyOf(requests);
    }

    synchronized void await(Predicate<ClientRequest> wanted) {
        Waiting.until(this, () -> requests.stream().anyMatch(wanted), "a request");
    }

    /** The new transaction's number, from 1. */
    synchronized int begin() {
        transactions.add(TransactionState.OPEN);
        return transactions.size();
    }

    synchronized void end(int transaction, TransactionState state) {
        transactions.set(transaction - 1, state);
    }

    synchronized List<TransactionState> transactions() {
        return List.copyOf(transactions);
    }

    synchronized void violation(String what) {
        violations.add(what);
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }
}
