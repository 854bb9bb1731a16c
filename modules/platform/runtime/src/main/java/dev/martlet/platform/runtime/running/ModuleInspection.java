package dev.martlet.platform.runtime.running;

import dev.martlet.platform.events.intake.UnhandledEvent;
import dev.martlet.platform.runtime.inspection.ActionOutcome;
import dev.martlet.platform.runtime.inspection.Activities;
import dev.martlet.platform.runtime.inspection.Activity;
import dev.martlet.platform.runtime.inspection.Inspection;
import dev.martlet.platform.runtime.inspection.RecordAction;
import dev.martlet.platform.runtime.inspection.RecordList;
import dev.martlet.platform.runtime.inspection.RecordQuery;
import dev.martlet.platform.runtime.inspection.Subject;
import dev.martlet.platform.sql.Sql;
import java.util.ArrayList;

/** What a module shows an operator, and beside it the events that its handlers have not handled. */
record ModuleInspection(Inspection module, Sql sql) implements Inspection {
    @Override
    public RecordList records(RecordQuery query) {
        return module.records(query);
    }

    @Override
    public Activities activities(Subject subject) {
        var items = new ArrayList<>(module.activities(subject).items());
        UnhandledEvent.list(sql, subject.id().toString()).stream().map(ModuleInspection::activity).forEach(items::add);
        return new Activities(items);
    }

    @Override
    public ActionOutcome act(RecordAction action) {
        return module.act(action);
    }

    private static Activity activity(UnhandledEvent event) {
        String what = "Event " + event.type() + (event.status().equals("DEAD") ? " dead" : event.attempts() == 0 ? " waits behind another" : " failed");
        String next = event.status().equals("DEAD") ? "" : ", next attempt " + event.nextAttemptAt();
        return Activity.of(event.receivedAt(), what, event.attempts() == 0 ? "" : event.attempts() + " attempts" + next + ": " + event.lastError());
    }
}
