package dev.martlet.platform.runtime.check;

import dev.martlet.platform.http.Audit;

/** Also writes what was settled into the audit log. */
record AuditedReport(Report report) implements Report {
    @Override
    public void found(Finding finding) {
        report.found(finding);
    }

    @Override
    public void repaired(Finding finding) {
        Audit.command("check --repair", "What " + finding.module() + " has of " + finding.id() + " settled (" + finding.invariant() + "): "
                + finding.expected() + " instead of " + finding.found());
        report.repaired(finding);
    }
}
