package dev.martlet.platform.sql;

import dev.martlet.platform.core.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One execution of a statement: its parameters are set by name, then it is run once. Results are read whole before a method returns.
 *
 * <p>Every method that runs it throws {@link DatabaseUnavailable} when the database did not answer or could not do it now, {@link SqlFailure} when it
 * refused the statement, and {@link IllegalStateException} if a parameter is not set.
 */
public final class BoundStatement {
    private static final Object NOT_SET = new Object();

    private final StatementRunner runner;
    private final SqlStatement statement;
    private final Object[] values;
    private final List<Runnable> afterCommit = new ArrayList<>(1);
    private Consumer<BoundStatement> observer = _ -> { };

    BoundStatement(StatementRunner runner, SqlStatement statement) {
        this.runner = runner;
        this.statement = statement;
        values = new Object[statement.parameters()];
        Arrays.fill(values, NOT_SET);
    }

    private BoundStatement(BoundStatement other, SqlStatement variant) {
        runner = other.runner;
        statement = variant;
        values = other.values;
    }

    public String name() {
        return statement.name();
    }

    /**
     * @param value text, a number, a boolean, {@code UUID}, {@code Instant}, an enum (by name), {@code Optional} (empty is null), null, a byte array, an
     *     array of {@code UUID}, {@code String}, {@code long} or {@code int}, any other record, list or map (as JSON), or a {@link NotifyingParameter}
     */
    public BoundStatement set(String parameter, Object value) {
        int index = statement.indexOf(parameter);
        if (values[index] != NOT_SET) {
            throw new IllegalArgumentException("statement " + statement + " has its parameter " + parameter + " already");
        }
        if (value instanceof NotifyingParameter(Object bound, Runnable action)) {
            values[index] = Parameters.convert(bound);
            return afterCommit(action);
        }
        values[index] = Parameters.convert(value);
        return this;
    }

    /**
     * Sets an array of text with a value for each input of a batch, converted as {@link #set} does; for {@code unnest(cast(:ids as uuid[]), …)}.
     *
     * @param column what is set for an input; an empty {@code Optional} is null
     */
    public <I> BoundStatement setEach(String parameter, List<I> inputs, Function<? super I, ?> column) {
        return set(parameter, inputs.stream().map(input -> Parameters.text(column.apply(input))).toArray(String[]::new));
    }

    /**
     * Runs the action after the commit: of the transaction, or of this statement if that commits by itself. Never after a rollback; once, however often
     * the same action is given in one transaction. It must not wait or throw.
     */
    public BoundStatement afterCommit(Runnable action) {
        afterCommit.add(action);
        return this;
    }

    /** The first row, if there is any. For statements that return rows, {@code RETURNING} included. */
    public <T> Optional<T> first(RowReader<T> reader) {
        return run(statements -> statements.first(this, reader));
    }

    /** Whether there is a row. */
    public boolean exists() {
        return first(_ -> true).isPresent();
    }

    /** All rows, in order. Put a limit into the statement. */
    public <T> List<T> list(RowReader<T> reader) {
        return run(statements -> statements.list(this, reader));
    }

    /**
     * The first rows of a list, as many as fit into 1 MiB: for pages, whose rows may be large. The statement has a column {@code id}, is ordered by it,
     * descending, and has a limit.
     */
    public <T> Slice<T> slice(RowReader<T> reader) {
        var measured = new BoundStatement(this, statement.slice());
        return MeasuredRows.slice(run(statements -> statements.list(measured, MeasuredRows.reader(reader))));
    }

    /** @return how many rows were changed */
    public long execute() {
        return run(statements -> statements.execute(this));
    }

    /**
     * A change whose count is not needed. In a transaction several in a row by the same statement travel in one round trip; they arrive in their order,
     * before any other statement, and before the commit at the latest. That is where a failure shows, so one that is to be caught belongs into
     * {@link #execute}.
     */
    public void executeLater() {
        run(statements -> {
            statements.executeLater(this);
            return true;
        });
    }

    /** PostgreSQL's plan for the statement with these values, a line each. The statement itself is not run. */
    public List<String> plan() {
        var explain = new BoundStatement(this, statement.explain());
        return runner.run(statements -> statements.list(explain, row -> row.text("QUERY PLAN")));
    }

    /** Calls the observer just before the statement is run: for tests. */
    public BoundStatement observedBy(Consumer<BoundStatement> observer) {
        this.observer = observer;
        return this;
    }

    SqlStatement statement() {
        return statement;
    }

    List<Runnable> afterCommit() {
        return afterCommit;
    }

    /** The value at each {@code ?}. */
    Object[] values() {
        int[] occurrences = statement.occurrences();
        var bound = new Object[occurrences.length];
        for (int i = 0; i < bound.length; i++) {
            bound[i] = values[occurrences[i]];
            if (bound[i] == NOT_SET) {
                throw new IllegalStateException("statement " + statement + " needs its parameter " + statement.parameter(occurrences[i]));
            }
        }
        return bound;
    }

    private <T> T run(StatementRunner.Work<T> work) {
        observer.accept(this);
        return runner.run(work);
    }
}
